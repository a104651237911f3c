"""The strings of the list and of the error pages, in Chinese and in English, as in ``taizhang.page.words``."""

from __future__ import annotations

WORDS: dict[str, tuple[str, str]] = {
    "list": ("读报告", "Reports"),
    "list.document": ("文件", "Document"),
    "list.place": ("地区", "Place"),
    "list.years": ("回顾 / 安排", "Reviews / plans"),
    "list.state": ("状态", "State"),
    "list.count": ("份", "documents"),
    "list.failed": ("份读不了", "could not be read"),
    "list.waiting": ("份待读", "waiting"),
    "state.read": ("已读", "read"),
    "state.waiting": ("待读", "waiting"),
    "state.failed": ("读不了", "not readable"),
    "list.empty": (
        "还没有报告。在下面选一份政府工作报告读一读，或在启动时给出文件或文件夹：taizhang serve 报告.docx",
        "No reports yet. Choose one below, or name files or folders at the start: taizhang serve report.docx",
    ),
    "upload": ("读自己的文件", "Read a file of your own"),
    "upload.choose": ("选择文件", "Choose a file"),
    "upload.submit": ("读这份文件", "Read it"),
    "upload.help": (
        "TXT、HTML、PDF、DOCX、DOC、OFD、XLSX，或这些文件的 ZIP。文件只留在这台服务器的临时文件夹里，关闭即删。",
        "TXT, HTML, PDF, DOCX, DOC, OFD, XLSX, or a ZIP of these. The file stays in a temporary folder of this server.",
    ),
    "upload.limit": ("不超过", "at most"),
    "upload.none": ("没有选择文件。请先选一份文件，再按“读这份文件”。", "No file was chosen. Choose one first."),
    "upload.too-large": (
        "文件太大，没有读。请只留正文另存一份，或请管理员调高 TAIZHANG_UPLOAD_MB。",
        "The file is too large and was not read. Save its text alone, or have TAIZHANG_UPLOAD_MB raised.",
    ),
    "back": ("回到列表", "Back to the list"),
    "error.not-found": ("没有这个页面", "No such page"),
    "error.not-found.do": (
        "地址可能抄错了；也可能这份文件已经移走，或服务器重启后还没有读到它。",
        "The address may be mistyped, or the document was moved or is not read yet after a restart.",
    ),
    "error.forbidden": ("没有接受这次提交", "The form was not accepted"),
    "error.forbidden.do": (
        "页面可能放得太久。请回到列表，刷新后再选一次文件。",
        "The page may have grown old: go back, reload, choose again.",
    ),
    "error.broken": ("服务器出错了", "The server failed"),
    "error.broken.do": (
        "这是程序的错，文件没有损坏。请把时间和所做的操作告诉管理员。",
        "This is our mistake; no document was harmed. Tell the administrator when and how.",
    ),
    "failure.TZ-S01": ("找不到文件，或无权读取。请检查路径。", "Not found, or may not be read. Check the path."),
    "failure.TZ-S02": ("文件里没有文字。", "There is no text in it."),
    "failure.TZ-S03": (
        "不读这种格式。请另存为 DOCX、PDF 或 TXT。",
        "This format is not read. Save it as DOCX, PDF or TXT.",
    ),
    "failure.TZ-S04": (
        "不是文字文件，也不是认识的格式。请另存为 DOCX 或 TXT。",
        "Neither text nor a known format. Save it as DOCX or TXT.",
    ),
    "failure.TZ-S05": ("文件残缺或损坏。请重新取得一份。", "Truncated or broken. Get a fresh copy."),
    "failure.TZ-S06": ("文件有密码。请去掉密码后再读。", "It has a password. Remove it first."),
    "failure.TZ-S07": ("文件太大。请只留正文另存一份。", "Too large. Save its text alone."),
    "failure.TZ-S08": ("解压后大得不合常理，没有读。", "It unpacks to an absurd size and was not read."),
    "failure.TZ-S09": ("页数、件数或图片过多。请拆成几份。", "Too many pages, members or pixels. Split it."),
    "failure.TZ-S10": ("结构嵌套过深，没有读。请另存为 TXT。", "Nested too deep. Save it as TXT."),
    "failure.TZ-S11": ("读得太久，已停止。请另存为 DOCX 或 TXT。", "It took too long. Save it as DOCX or TXT."),
    "failure.TZ-S12": (
        "读取所需内存过多，或解析失败。请另存为 DOCX 或 TXT。",
        "It needs too much memory or breaks its parser. Save it as DOCX or TXT.",
    ),
    "failure.TZ-S13": (
        "是扫描件，没有文字层。请安装 taizhang[ocr] 后再读。",
        "A scan without text. Install taizhang[ocr].",
    ),
    "failure.TZ-S14": ("压缩包里还有压缩包。请先解开。", "An archive within an archive. Unpack it first."),
    "failure.TZ-R01": (
        "读取程序出错。请把这份文件连同问题报告给开发者。",
        "The reader failed on it: please report it with the document.",
    ),
    "failure.TZ-R02": ("读取进程意外结束。请单独再读一次。", "The process that read it died. Read it alone."),
}
"""Key → (Chinese, English)."""
