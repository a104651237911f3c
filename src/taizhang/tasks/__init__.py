"""Tasks (任务): pledges with an owner, a due date and a measure, reported monthly and closed item by item."""
