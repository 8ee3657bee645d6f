"""Column names, order, kinds and codes, as in the public codebooks."""

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from incidents import TOWN, dated, dead, entry, organisation, persons, target, trigger, weapon

from sigact.data.incident import Count
from sigact.infer.rows import acled, gtd, ucdp
from sigact.infer.rows.columns import Column, cells
from sigact.infer.rows.csv_table import write_csv
from sigact.infer.rows.flags import flags

GTD = """eventid,iyear,imonth,iday,approxdate,extended,resolution,country,country_txt,region,region_txt,provstate,city,latitude,longitude,
specificity,vicinity,location,summary,crit1,crit2,crit3,doubtterr,alternative,alternative_txt,multiple,success,suicide,attacktype1,
attacktype1_txt,attacktype2,attacktype2_txt,attacktype3,attacktype3_txt,targtype1,targtype1_txt,targsubtype1,targsubtype1_txt,corp1,target1,
natlty1,natlty1_txt,targtype2,targtype2_txt,targsubtype2,targsubtype2_txt,corp2,target2,natlty2,natlty2_txt,targtype3,targtype3_txt,
targsubtype3,targsubtype3_txt,corp3,target3,natlty3,natlty3_txt,gname,gsubname,gname2,gsubname2,gname3,gsubname3,motive,guncertain1,
guncertain2,guncertain3,individual,nperps,nperpcap,claimed,claimmode,claimmode_txt,claim2,claimmode2,claimmode2_txt,claim3,claimmode3,
claimmode3_txt,compclaim,weaptype1,weaptype1_txt,weapsubtype1,weapsubtype1_txt,weaptype2,weaptype2_txt,weapsubtype2,weapsubtype2_txt,
weaptype3,weaptype3_txt,weapsubtype3,weapsubtype3_txt,weaptype4,weaptype4_txt,weapsubtype4,weapsubtype4_txt,weapdetail,nkill,nkillus,
nkillter,nwound,nwoundus,nwoundte,property,propextent,propextent_txt,propvalue,propcomment,ishostkid,nhostkid,nhostkidus,nhours,ndays,divert,
kidhijcountry,ransom,ransomamt,ransomamtus,ransompaid,ransompaidus,ransomnote,hostkidoutcome,hostkidoutcome_txt,nreleased,addnotes,scite1,
scite2,scite3,dbsource,INT_LOG,INT_IDEO,INT_MISC,INT_ANY,related"""
ACLED = """event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,actor2,
assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,latitude,longitude,geo_precision,source,
source_scale,notes,fatalities,tags,timestamp"""
UCDP = """id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,dyad_dset_id,dyad_new_id,
dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,number_of_sources,source_article,source_office,source_date,
source_headline,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,
country_id,region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low,gwnoa,gwnob"""

TABLES = ((GTD, gtd.GTD_COLUMNS, gtd.COLUMNS), (ACLED, acled.ACLED_COLUMNS, acled.COLUMNS), (UCDP, ucdp.UCDP_COLUMNS, ucdp.COLUMNS))
TYPES: dict[str, type | tuple[type, ...]] = {"integer": int, "number": float, "text": str, "date": str}

FULL: dict[str, Any] = {
    "perpetrators": (
        organisation("Red Hill Front", attribution="claimed"),
        organisation("Blue Front", attribution="accused"),
        persons("two men", count=Count(min=2, max=2)),
    ),
    "targets": (target("market", "business"), target("two officers", "police", "people")),
    "weapons": (weapon("car bomb", "explosives", "vehicle"), weapon("rifles", "firearms", "rifle_or_shotgun")),
    "killed": dead(7, 9, ("two officers", "police"), ("at least four traders", "civilian"), perpetrators=1),
    "injured": dead(24, None, ("dozens of people", None)),
    "abducted": dead(3, 3, ("three nurses", "civilian")),
    "claimed": True,
    "suicide": True,
    "triggers": (trigger("blast", "BOMBING"),),
}


def row(columns: tuple[Column, ...], **values: Any) -> dict[str, Any]:
    return dict(zip((column.name for column in columns), cells(columns, entry(**values)), strict=True))


@pytest.mark.parametrize(("names", "own", "all_columns"), TABLES)
def test_columns_are_those_of_the_codebook_in_its_order(names: str, own: tuple[Column, ...], all_columns: tuple[Column, ...]) -> None:
    assert [column.name for column in own] == re.sub(r"\s", "", names).split(",")
    added = [column.name for column in all_columns[len(own) :]]
    assert added
    assert all(name.startswith("sigact_") for name in added)


incidents = st.fixed_dictionaries(
    {},
    optional={
        "type": st.sampled_from(
            [None, "assassination", "armed_assault", "bombing_explosion", "hijacking", "hostage_kidnapping", "unknown"]
        ),
        "stage": st.sampled_from(["accomplished", "attempted", "threatened", None]),
        "claimed": st.sampled_from([True, False, None]),
        "suicide": st.sampled_from([True, False, None]),
        "date": st.sampled_from(
            [None, *map(dated, ("2024", "2024-05", "XXXX-05-14", "[2024-05-30..2024-06-02]", "2024-05-12/2024-06-14"))]
        ),
        "place": st.sampled_from([None, TOWN, TOWN.model_copy(update={"precision": "country", "country": "XK"})]),
        "killed": st.sampled_from([None, dead(0, 0), dead(None, 5), FULL["killed"], FULL["injured"]]),
        "abducted": st.sampled_from([None, FULL["abducted"], FULL["injured"]]),
        "perpetrators": st.sampled_from([(), FULL["perpetrators"], (persons("mob"),), (organisation("army", actor_type="state"),)]),
        "targets": st.sampled_from([(), FULL["targets"], (target("x", "terrorists_non_state_militia", "people"),)]),
        "weapons": st.sampled_from([(), FULL["weapons"], (weapon("acid", "chemical", "acid"), weapon("thing"))]),
    },
)


@given(incidents)
def test_cells_have_the_kind_and_codes_of_their_column(values: dict[str, Any]) -> None:
    one = entry(**values)
    for _, _, columns in TABLES:
        for column in columns:
            cell = column.value(one)
            assert cell is None or isinstance(cell, TYPES[column.kind]), column.name
            assert cell is None or not column.codes or cell in column.codes, (column.name, cell)
            assert cell is None or column.filled, column.name


def test_a_gtd_row() -> None:
    found = row(gtd.COLUMNS, **FULL)
    expected = {
        "iyear": 2024,
        "imonth": 5,
        "iday": 14,
        "extended": 0,
        "country": 123,
        "country_txt": "Mali",
        "region": 11,
        "provstate": "Kidal",
        "city": "Tessalit",
        "specificity": 1,
        "vicinity": 0,
        "success": 1,
        "suicide": 1,
        "attacktype1": 3,
        "targtype1": 3,
        "targtype2": 1,
        "gname": "Red Hill Front",
        "guncertain1": 0,
        "gname2": "Blue Front",
        "guncertain2": 1,
        "claimed": 1,
        "claim2": 0,
        "nperps": 2,
        "weaptype1": 6,
        "weapsubtype1": 15,
        "weaptype2": 5,
        "weapsubtype2": 4,
        "nkill": 7,
        "nkillter": 1,
        "nwound": None,
        "ishostkid": 1,
        "nhostkid": 3,
        "dbsource": "sigact",
        "eventid": None,
        "doubtterr": -9,
        "claimmode": 10,
        "target1": "two officers",
        "sigact_id": "a1#i1",
        "sigact_flags": None,
    }
    assert {name: found[name] for name in expected} == expected
    assert "Blue Front (accused)" in found["addnotes"]
    assert found["scite1"] == '"Blast in Tessalit", Daily, 2024-05-16, https://example.org/1, a1'


def test_an_empty_gtd_row() -> None:
    nothing = {"type": None, "stage": None, "date": None, "place": None, "places": ()}
    found = row(gtd.COLUMNS, **nothing)
    expected = {"iyear": None, "imonth": 0, "iday": 0, "city": "Unknown", "gname": "Unknown", "nkill": None, "nperps": -99, "claimed": -9}
    assert {name: found[name] for name in expected} == expected
    assert (found["attacktype1"], found["targtype1"], found["weaptype1"], found["specificity"], found["vicinity"]) == (9, 20, 13, 5, -9)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2024-05-14", (2024, 5, 14, None, 0)),
        ("2024-05", (2024, 5, 0, "[2024-05]", 0)),
        ("2024", (2024, 0, 0, "[2024]", 0)),
        ("XXXX-05-14", (None, 5, 14, "[XXXX-05-14]", 0)),
        ("[2024-05-30..2024-06-02]", (2024, 0, 0, "[[2024-05-30..2024-06-02]]", 0)),
        ("2024-05-12/2024-05-14", (2024, 5, 12, "[2024-05-12/2024-05-14]", 1)),
    ],
)
def test_gtd_dates(value: str, expected: tuple[Any, ...]) -> None:
    found = row(gtd.COLUMNS, date=dated(value))
    assert tuple(found[name] for name in ("iyear", "imonth", "iday", "approxdate", "extended")) == expected


def test_an_acled_row() -> None:
    found = row(acled.COLUMNS, **FULL)
    expected = {
        "event_date": "2024-05-14",
        "year": 2024,
        "time_precision": 1,
        "event_type": "Explosions/Remote violence",
        "iso": 466,
        "sub_event_type": "Suicide bomb",
        "disorder_type": "Political violence",
        "actor1": "Red Hill Front",
        "assoc_actor_1": "Blue Front",
        "actor2": "Police Forces of Mali",
        "assoc_actor_2": "Civilians (Mali)",
        "inter2": 1,
        "inter1": None,
        "interaction": None,
        "civilian_targeting": None,
        "region": "Western Africa",
        "admin1": "Kidal",
        "location": "Tessalit",
        "geo_precision": 1,
        "fatalities": 7,
        "source": "Daily",
        "event_id_cnty": None,
    }
    assert {name: found[name] for name in expected} == expected
    assert "Red Hill Front (claimed responsibility); Blue Front (accused)" in found["notes"]
    assert found["notes"].endswith('Source: "Blast in Tessalit", Daily, 2024-05-16, https://example.org/1, a1.')


def test_a_ucdp_row() -> None:
    found = row(ucdp.COLUMNS, **FULL)
    expected = {
        "year": 2024,
        "type_of_violence": 1,
        "side_a": "Government of Mali",
        "side_b": "Red Hill Front",
        "gwnoa": 432,
        "gwnob": None,
        "dyad_name": "Government of Mali - Red Hill Front",
        "where_prec": 1,
        "date_prec": 1,
        "event_clarity": 1,
        "country_id": 432,
        "deaths_a": 2,
        "deaths_b": 1,
        "deaths_civilians": 4,
        "best": 7,
        "low": 7,
        "high": 9,
        "geom_wkt": "POINT (1.01 20.2)",
        "source_article": '"Daily,2024-05-16,Blast in Tessalit";a1',
        "date_start": "2024-05-14 00:00:00.000",
        "region": "Africa",
    }
    assert {name: found[name] for name in expected} == expected


def test_flags_say_what_a_data_set_leaves_out() -> None:
    state = entry(perpetrators=(organisation("army", actor_type="state"),), killed=dead(1, 1, ("a farmer", None))).incident
    assert [flags(state, name) for name in ("gtd", "acled", "ucdp")] == ["state_actor", None, None]
    threat = entry(stage="threatened", date=None, place=None, places=(), main=False).incident
    assert flags(threat, "ucdp") == "threat;no_death;unnamed_actor;no_date;no_coordinates;background"
    assert flags(entry(date=dated("2024")).incident, "acled") == "date_too_wide"


@pytest.mark.parametrize("columns", [gtd.COLUMNS, acled.COLUMNS, ucdp.COLUMNS])
def test_a_csv_opens_in_pandas_without_a_warning(columns: tuple[Column, ...], tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas comes with the extra `train` or `corpus`")
    hostile = entry(perpetrators=(organisation('=1+1,"x"\n;'),), id="i2")
    write_csv(tmp_path / "rows.csv", columns, [entry(**FULL), hostile, entry(date=None, place=None, places=())])
    frame = pandas.read_csv(tmp_path / "rows.csv")
    assert list(frame.columns) == [column.name for column in columns]
    assert list(frame["sigact_id"]) == ["a1#i1", "a1#i2", "a1#i1"]
    numeric = [column.name for column in columns if column.kind in ("integer", "number")]
    assert [name for name in numeric if not pandas.api.types.is_numeric_dtype(frame[name])] == []


def test_a_csv_has_one_line_an_incident(tmp_path: Path) -> None:
    write_csv(tmp_path / "rows.csv", acled.COLUMNS, [entry(**FULL), entry(perpetrators=(persons("a\nb"),))])
    with (tmp_path / "rows.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert [len(one) for one in rows] == [len(acled.COLUMNS)] * 3
    assert len((tmp_path / "rows.csv").read_text().splitlines()) == 3
