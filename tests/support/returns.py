"""Small SSDA903 returns as files in a folder."""

from __future__ import annotations

from pathlib import Path

HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\n"
EPISODES = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\n"
REVIEWS = "CHILD,DOB,REVIEW,REVIEW_CODE\n"
ONE_CHILD = {
    "header": "1001,M,05/06/2015,WBRI,,,\n",
    "episodes": "1001,07/09/2026,S,V2,N1,U6,PR1,,,,,,\n",
    "reviews": "1001,05/06/2015,01/10/2026,PN1\n",
}


def make_return(folder: Path, header: str = "", episodes: str = "", reviews: str = "") -> Path:
    """A return in a new folder, from the rows of its tables; a table without rows has no file."""
    folder.mkdir()
    tables = (("header", HEADER, header), ("episodes", EPISODES, episodes), ("reviews", REVIEWS, reviews))
    for name, head, rows in tables:
        if rows:
            (folder / f"{name}.csv").write_text(head + rows, encoding="utf-8")
    return folder
