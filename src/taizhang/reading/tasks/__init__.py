"""Tasks (任务): the sentences of the planning part that commit the administration to something one unit could answer for."""
