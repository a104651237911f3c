"""Opens containers (text, HTML, PDF, DOCX, DOC, OFD, XLSX, scans, ZIP) as plain text with a note of what lay where."""
