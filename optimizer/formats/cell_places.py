"""Where a cell of a sheet stands, as spreadsheets write it."""


def column_number(name: str) -> int:
    """1 for ``A``, 27 for ``AA``."""
    number = 0
    for one in name:
        number = number * 26 + ord(one) - ord("A") + 1
    return number


def letters(column: int) -> str:
    """``A`` for column 1, ``AA`` for column 27."""
    text = ""
    while column > 0:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def address(row: int, column: int) -> str:
    """``C5`` for row 4 and column 2, counted from zero."""
    return f"{letters(column + 1)}{row + 1}"
