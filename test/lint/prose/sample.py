"""The lint of prose must find each marked line, and no others."""

WORDS = set("""all any and as by case check coalesce conflict cube distinct else except exists extract filter from group""")


def takes():
    """REFUSED: the text of a function has to be as short as that of any other comment, because it is read as often as one."""
    return "# anew"  # REFUSED
