"""From document to ledger: a report is uploaded, read, reviewed by people, and published entry by entry."""
