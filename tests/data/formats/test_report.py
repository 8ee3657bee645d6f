from sigact.data.formats.report import Report


def test_counts_are_said_in_words() -> None:
    report = Report()
    assert report.lines() == []
    report.lose("incident", 12)
    report.lose("publication date", 12)
    report.lose("prediction", 0)
    report.lose_each("relation", [1, 2])
    report.lose_each("comment", "one")
    report.lose_each("draft", None)
    report.note("task without annotations", 2)
    report.note("span with white space at its ends")
    assert report.lost == {"incident": 12, "publication date": 12, "relation": 2, "comment": 1}
    assert report.lines() == [
        "lost: 12 incidents, 12 publication dates, 2 relations, 1 comment",
        "note: 2 tasks without annotations, 1 span with white space at its ends",
    ]
