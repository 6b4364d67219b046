"""SQL: the same on SQLite and on a real PostgreSQL server; runs update, add and withdraw, and leave people's work."""

import json
import threading
from contextlib import contextmanager
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings

import yinuo
from tests.test_writers import RECORDS, commitment
from tests.writers import postgres
from tests.writers.samples import any_records
from yinuo.errors import InputError, MissingExtraError
from yinuo.records import Evidence, Quantity
from yinuo.writers import to_line, to_rows
from yinuo.writers.document import Document, announce
from yinuo.writers.sql import hidden, read_sql, sql_writer, write_sql
from yinuo.writers.sql.tables import DAYS, FILLED_IN, VERSION, commitments, metadata, table

PASSWORD = quote(postgres.PASSWORD, safe="")


@pytest.fixture(scope="module")
def server():
    if postgres.binaries() is None:
        pytest.skip("no PostgreSQL server here: no initdb on the path or in /usr/lib/postgresql/*/bin")
    pytest.importorskip("psycopg", reason="no driver of PostgreSQL: pip install 'yinuo[postgres]'")
    with postgres.server() as folder:
        yield folder


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def url(request, tmp_path):
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/out.db"
    folder, name = request.getfixturevalue("server"), postgres.fresh_name()
    at = f"postgresql+psycopg://clerk:{PASSWORD}@/{{}}?host={folder}"
    engine = sa.create_engine(at.format("postgres"), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    engine.dispose()
    return at.format(name)


@contextmanager
def connected(url):
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def rows(url, query, **values):
    with connected(url) as connection:
        return [tuple(row) for row in connection.execute(sa.text(query), values)]


def fill_in(url, record_id, **values):
    with connected(url) as connection:
        own = table("followup")
        connection.execute(own.update().where(own.c.id == record_id).values(values))


def test_tables_hold_the_flat_rows_the_parts_and_the_whole_record(url):
    assert write_sql(RECORDS, url, run="2024-01") == 3
    assert list(read_sql(url)) == sorted(RECORDS, key=lambda r: r.id)
    with connected(url) as connection:
        found = connection.execute(sa.select(commitments()).order_by(sa.text("id"))).mappings().all()
    assert [
        {name: str(row[name]) if name in DAYS and row[name] else row[name] for name in wanted}
        for row, wanted in zip(found, to_rows(RECORDS), strict=True)
    ] == to_rows(RECORDS)
    assert {(row["run"], row["generation"], row["withdrawn"]) for row in found} == {("2024-01", 1, False)}
    assert rows(url, "SELECT id, position, quantity, low, unit FROM quantities ORDER BY id, position") == [
        ("c1", 0, "7所", 7.0, "所"),
        ("c3", 0, "7所", 7.0, "所"),
        ("c3", 1, "95%以上", 95.5, "%"),
    ]
    assert rows(url, "SELECT document, sha256, records FROM documents") == [("plan.txt", "0" * 64, 3)]
    assert rows(url, "SELECT * FROM followup ORDER BY id") == [(f"c{n}", None, None, None, None) for n in (1, 2, 3)]


def test_second_run_updates_adds_withdraws_and_touches_no_followup(url):
    write_sql(RECORDS, url, run="a")
    fill_in(url, "c1", status="done", note="seen")
    fill_in(url, "c2", owner="Li")
    changed = RECORDS[0].model_copy(update={"confidence": 0.5, "quantities": ()})
    write_sql([changed, commitment(id="c4", text="修路3公里")], url, run="b")
    assert rows(url, "SELECT id, withdrawn, run, added, confidence FROM commitments ORDER BY id") == [
        ("c1", False, "b", 1, 0.5),
        ("c2", True, "a", 1, 0.9),
        ("c3", True, "a", 1, 0.9),
        ("c4", False, "b", 2, 0.9),
    ]
    assert rows(url, "SELECT id FROM quantities ORDER BY id") == [("c4",)], "none of what is withdrawn"
    assert rows(url, "SELECT id, status, owner, note FROM followup ORDER BY id") == [
        ("c1", "done", None, "seen"),
        ("c2", None, "Li", None),
        ("c3", None, None, None),
        ("c4", None, None, None),
    ]
    assert [r.id for r in read_sql(url)] == ["c1", "c4"]
    assert len(list(read_sql(url, withdrawn=True))) == 4


def test_withdrawn_records_come_back(url):
    write_sql(RECORDS, url)
    write_sql(RECORDS[:1], url)
    write_sql(RECORDS, url)
    assert rows(url, "SELECT count(*) FROM commitments WHERE withdrawn") == [(0,)]


def test_the_same_run_twice_changes_nothing_but_its_number(url):
    def everything():
        return {
            own.name: rows(url, f"SELECT * FROM {own.name} ORDER BY 1, 2")
            for own in metadata().sorted_tables
            if own.name != "yinuo"
        }

    write_sql(RECORDS, url)
    once = everything()
    with connected(url) as connection:
        connection.execute(sa.text("UPDATE yinuo SET value = '0' WHERE name = 'generation'"))
    write_sql(iter(RECORDS), url)
    assert everything() == once


OTHER = [r.model_copy(update={"document": "other.txt"}) for r in RECORDS]


@pytest.mark.parametrize(("complete", "gone"), [(False, 0), (True, 3)])
def test_documents_that_are_not_in_the_run(url, complete, gone):
    write_sql([*RECORDS, *OTHER], url)
    write_sql(RECORDS, url, complete=complete)
    assert rows(url, "SELECT count(*) FROM commitments WHERE withdrawn AND document = 'other.txt'") == [(gone,)]
    assert rows(url, "SELECT withdrawn FROM documents ORDER BY document") == [(complete,), (False,)]
    assert rows(url, "SELECT count(*) FROM commitments WHERE NOT withdrawn AND document = 'plan.txt'") == [(3,)]


def test_a_document_without_records_any_more(url):
    write_sql(RECORDS, url)
    with sql_writer(url) as write:
        announce([write], Document("plan.txt", "1" * 64))
    assert rows(url, "SELECT count(*) FROM commitments WHERE withdrawn") == [(3,)]
    assert rows(url, "SELECT sha256, records FROM documents") == [("1" * 64, 0)]


def test_two_files_of_the_same_content_share_ids_and_followup(url):
    write_sql([*RECORDS, *OTHER], url)
    assert rows(url, "SELECT count(*) FROM commitments") == [(6,)]
    assert rows(url, "SELECT count(*) FROM quantities") == [(6,)]
    assert rows(url, "SELECT count(*) FROM followup") == [(3,)]


def test_a_changed_text_that_says_the_same_takes_its_followup_along(url):
    def version(sha, *texts):
        return [
            commitment(id=f"{sha}-{n}", document_sha256=sha * 64, text=text, start=n, end=n + 1)
            for n, text in enumerate(texts)
        ]

    write_sql(version("1", "修路", "修路", "建校"), url)
    for n, note in enumerate(("first", "second", "school")):
        fill_in(url, f"1-{n}", note=note)
    write_sql(version("2", "植树", "修路", "修路", "修路"), url)
    assert rows(url, "SELECT id, replaces FROM commitments WHERE NOT withdrawn ORDER BY id") == [
        ("2-0", None), ("2-1", "1-0"), ("2-2", "1-1"), ("2-3", None),
    ]  # fmt: skip
    assert rows(url, "SELECT id, note FROM followup ORDER BY id") == [
        ("1-0", "first"), ("1-1", "second"), ("1-2", "school"),
        ("2-0", None), ("2-1", "first"), ("2-2", "second"), ("2-3", None),
    ]  # fmt: skip
    fill_in(url, "2-1", note="paved")
    write_sql(version("3", "修路", "建校"), url)
    assert rows(url, "SELECT id, note FROM followup WHERE id LIKE '3-%' ORDER BY id") == [
        ("3-0", "paved"),
        ("3-1", None),
    ]
    fill_in(url, "3-0", note="finished")
    write_sql(version("3", "修路", "建校"), url)
    assert rows(url, "SELECT note FROM followup WHERE id = '3-0'") == [("finished",)]


NASTY = "'); DROP TABLE followup; -- \" :x %s {0} \0 \\ \ud800 \U0001f600"


def test_no_text_is_run_as_sql(url):
    nasty = commitment(
        id="x", text=NASTY, document=NASTY, quantities=(Quantity(text=NASTY, start=0, end=1, low=1, high=1),)
    )
    write_sql([nasty], url, run=NASTY)
    write_sql([nasty], url, run=NASTY, complete=True)
    assert list(read_sql(url)) == [nasty], "the record is kept as it was"
    (row,) = rows(url, "SELECT text, document, run, withdrawn FROM commitments")
    assert row[:3] == (NASTY.replace("\0", "\\x00").replace("\ud800", "\\ud800"),) * 3
    assert row[3] is False or row[3] == 0


def failing():
    yield commitment(id="new")
    raise RuntimeError("stopped half-way")


def test_a_run_that_fails_leaves_the_database_as_it_was(url):
    write_sql(RECORDS, url)
    with pytest.raises(RuntimeError):
        write_sql(failing(), url, complete=True)
    assert rows(url, "SELECT id FROM commitments WHERE NOT withdrawn ORDER BY id") == [("c1",), ("c2",), ("c3",)]
    assert rows(url, "SELECT value FROM yinuo WHERE name = 'generation'") == [("1",)]


def test_a_first_run_that_fails_leaves_no_file(tmp_path):
    with pytest.raises(RuntimeError):
        write_sql(failing(), f"sqlite:///{tmp_path}/new/out.db")
    assert not (tmp_path / "new" / "out.db").exists()


def test_runs_at_the_same_time_follow_each_other(url):
    write_sql([], url)
    failed = []

    def write(number):
        try:
            write_sql([commitment(id=f"{number}-{n}", document=f"{number}.txt") for n in range(20)], url)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert rows(url, "SELECT count(*), count(DISTINCT generation) FROM commitments WHERE NOT withdrawn") == [(80, 4)]


@given(any_records)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
def test_any_record_comes_back(url, records):
    write_sql(records, url, complete=True)
    key = ("document", "start", "end", "id")
    found = {r.model_dump_json() for r in read_sql(url)}
    assert found == {r.model_dump_json() for r in records}, key


def test_more_than_one_batch(url):
    many = [commitment(id=f"{n:04}") for n in range(1203)]
    assert write_sql(many, url) == 1203
    assert [r.id for r in read_sql(url)] == [r.id for r in many]


def test_a_database_of_another_form_is_refused(url):
    write_sql(RECORDS, url)
    with connected(url) as connection:
        connection.execute(sa.text("UPDATE yinuo SET value = '99' WHERE name = 'schema'"))
    with pytest.raises(InputError, match="form 99"):
        write_sql(RECORDS, url)


def test_tables_of_somebody_else_are_a_clear_error(url):
    with connected(url) as connection:
        connection.execute(sa.text("CREATE TABLE commitments (id TEXT)"))
    with pytest.raises(InputError, match="check the database") as caught:
        write_sql(RECORDS, url)
    assert "\n" not in str(caught.value)


@pytest.mark.slow
@pytest.mark.parametrize("change", ["password", "database", "host"])
def test_no_error_shows_the_password(server, change):
    parts = {"password": PASSWORD, "database": "postgres", "host": str(server)}
    parts[change] = "wrong%2Fsecret" if change == "password" else "/nowhere"[change == "database" :]
    url = "postgresql://clerk:{password}@/{database}?host={host}".format(**parts)
    with pytest.raises(InputError) as caught:
        write_sql(RECORDS, url)
    said = str(caught.value)
    assert "clerk:***@" in said
    for secret in (PASSWORD, postgres.PASSWORD, "wrong%2Fsecret", "wrong/secret"):
        assert secret not in said


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
        ("mysql://me:geheim@host/db", "mysql is not supported"),
        ("postgresql://me:geheim@host:port/db", "no address of a database"),
        ("://", "no address of a database"),
        ("oracle+x://me:geheim@host", "is not supported"),
    ],
)
def test_addresses_that_cannot_be_used(url, says):
    with pytest.raises(InputError, match=says) as caught:
        write_sql(RECORDS, url)
    assert "geheim" not in str(caught.value)
    assert "wanted" in str(caught.value)


def test_a_file_that_is_no_database(tmp_path):
    path = tmp_path / "out.db"
    path.write_text("this is no database, but a text that is long enough to be taken for one" * 9, "utf-8")
    for use in (lambda: write_sql(RECORDS, f"sqlite:///{path}"), lambda: list(read_sql(f"sqlite:///{path}"))):
        with pytest.raises(InputError, match="not a database"):
            use()
    assert path.read_text("utf-8").startswith("this is")


def test_reading_what_is_not_there(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        list(read_sql(f"sqlite:///{tmp_path}/gone.db"))
    assert not (tmp_path / "gone.db").exists()
    (tmp_path / "empty.db").touch()
    with pytest.raises(InputError, match="no table of commitments"):
        list(read_sql(f"sqlite:///{tmp_path}/empty.db"))


def test_missing_driver_names_the_extra(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "psycopg", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'yinuo\[postgres\]'"):
        write_sql(RECORDS, "postgresql://me@host/db")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("sqlite:///a:b@c.db", "sqlite:///a:b@c.db"),
        ("postgresql://u:p@h/d", "postgresql://u:***@h/d"),
        ("postgresql://u:p@q:r@h/d", "postgresql://u:***@h/d"),
        ("postgresql:///d?user=u&password=p", "postgresql:///d?user=u&password=***"),
        ("out/file.csv", "out/file.csv"),
    ],
)
def test_password_is_hidden(url, shown):
    assert hidden(url) == shown


def test_people_have_their_columns():
    assert [c.name for c in table("followup").columns] == ["id", *FILLED_IN]


def test_people_keep_their_row_where_a_number_of_the_commitment_changed(url):
    def version(sha, *texts):
        return [commitment(id=f"{sha}-{n}", document_sha256=sha * 64, text=t, start=n) for n, t in enumerate(texts)]

    write_sql(version("1", "新建幼儿园7所", "新建小学3所", "新建幼儿园2所"), url)
    for n, note in enumerate(("seven", "school", "two")):
        fill_in(url, f"1-{n}", note=note)
    write_sql(version("2", "新建幼儿园12所", "新建中学3所", "新建幼儿园2所"), url)
    pointers = "SELECT id, withdrawn, replaces, replaced_by FROM commitments ORDER BY id"
    assert [(name, bool(gone), *rest) for name, gone, *rest in rows(url, pointers)] == [
        ("1-0", True, None, "2-0"), ("1-1", True, None, None), ("1-2", True, None, "2-2"),
        ("2-0", False, "1-0", None), ("2-1", False, None, None), ("2-2", False, "1-2", None),
    ]  # fmt: skip
    assert rows(url, "SELECT id, note FROM followup WHERE id LIKE '2-%' ORDER BY id") == [
        ("2-0", "seven"), ("2-1", None), ("2-2", "two"),
    ]  # fmt: skip
    write_sql(version("1", "新建幼儿园7所"), url)
    assert rows(url, "SELECT replaced_by FROM commitments WHERE id = '1-0'") == [(None,)], "it is back"


def test_types_and_indexes_are_those_that_queries_want(url):
    write_sql(RECORDS, url)
    with connected(url) as connection:
        look = sa.inspect(connection)
        kinds = {c["name"]: str(c["type"]) for c in look.get_columns("commitments")}
        assert {kinds[name] for name in DAYS} == {"DATE"}
        assert kinds["record"] == ("JSONB" if connection.dialect.name == "postgresql" else "JSON")
        asked = {"commitment_rows": ("id", "indicator", "due"), "sections": ("year", "place")}
        asked["quantities"] = ("year", "place", "indicator", "due")
        for name, wanted in asked.items():
            assert {index["column_names"][0] for index in look.get_indexes(name)} == set(wanted)
            assert look.get_pk_constraint(name)["constrained_columns"][0] in ("document", "number")
    assert rows(url, "SELECT count(*) FROM commitments WHERE due < '2023-01-01'") == [(2,)]


def test_a_record_and_its_number_take_less_than_1600_bytes(tmp_path):
    text = "2024年工作安排\n" + "".join(
        f"今年，要在第{n}个县新建幼儿园{n}所、改造道路{n}公里。\n" for n in range(1, 301)
    )
    found = yinuo.extract(text, document="a.txt")
    write_sql(found, f"sqlite:///{tmp_path / 'a.db'}")
    assert len(found) >= 600
    assert (tmp_path / "a.db").stat().st_size < 1_600 * len(found)


def test_a_report_of_a_thousand_records_takes_at_most_a_megabyte(tmp_path):
    folder = "a/path/of/some/length/provincial-reports"
    text = "2024年工作安排\n" + "".join(
        f"今年，要推进第{n}个县产业转型升级，提升基层治理水平，建成第{n}中学，新建幼儿园{n}所。\n"
        for n in range(1, 301)
    )
    found = yinuo.extract(text, document=f"{folder}/a.txt")
    write_sql(found, f"sqlite:///{tmp_path / 'a.db'}")
    assert len(found) >= 1_000
    assert (tmp_path / "a.db").stat().st_size < 1_000 * len(found)


def test_evidence_cites_rules_that_are_named_once_and_keep_their_numbers(url):
    why = Evidence(field="status", rule="section-tasks", text="要", start=3, end=4)
    apart = Evidence(field="span", rule="section-tasks", text="要做", start=3, end=9)
    write_sql([commitment(evidence=(why, apart)), commitment(id="c2", evidence=(why,))], url)
    first = rows(url, "SELECT field, rule, number FROM rules ORDER BY number")
    assert [own[:2] for own in first] == [("status", "section-tasks"), ("span", "section-tasks")]
    third = Evidence(field="firmness", rule="no-firmness-cue")
    write_sql([commitment(evidence=(third, why, apart))], url)
    assert rows(url, "SELECT field, rule, number FROM rules ORDER BY number")[:2] == first
    assert list(read_sql(url)) == [commitment(evidence=(third, why, apart))]
    assert rows(url, "SELECT position, rule, span_end FROM evidence WHERE id = 'c1' ORDER BY position") == [
        (0, "no-firmness-cue", None), (1, "section-tasks", 4), (2, "section-tasks", 9),
    ]  # fmt: skip


def test_evidence_is_kept_once_and_read_by_a_view(url):
    why = Evidence(field="status", rule="section-tasks", text="要", start=3, end=4)
    write_sql([commitment(evidence=(why, Evidence(field="span", rule="verb-and-object")))], url)
    assert rows(
        url, "SELECT id, position, field, rule, text, span_start, span_end FROM evidence ORDER BY position"
    ) == [
        ("c1", 0, "status", "section-tasks", "要", 3, 4),
        ("c1", 1, "span", "verb-and-object", None, None, None),
    ]
    ((kept,),) = rows(url, "SELECT CAST(record AS TEXT) FROM commitments")
    assert "新建幼儿园7所" not in kept
    assert "2022-12-31" not in kept


def test_no_column_needs_quotes_and_old_names_have_a_view(url):
    write_sql(RECORDS, url)
    with connected(url) as connection:
        look = sa.inspect(connection)
        names = {name: look.get_columns(name) for name in (*look.get_table_names(), "evidence", "tracking")}
    for name, found in names.items():
        rows(url, f"SELECT {', '.join(column['name'] for column in found)} FROM {name}")
        rows(url, " UNION ALL ".join(f"SELECT COUNT(x.{column['name']}) FROM {name} x" for column in found))
    old = 'SELECT "from", "to", "start", "end", text FROM commitments_old_names WHERE id = \'c1\''
    assert [(a, str(b), *rest) for a, b, *rest in rows(url, old)] == [(None, "2022-12-31", 12, 19, "新建幼儿园7所")]
    assert rows(url, "SELECT count(*) FROM tracking") == [(3,)]


FORM_2 = (
    "CREATE TABLE yinuo (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE documents (document TEXT PRIMARY KEY, sha256 TEXT NOT NULL, records INTEGER NOT NULL,"
    " withdrawn BOOLEAN NOT NULL, run TEXT, generation INTEGER NOT NULL)",
    'CREATE TABLE commitments (document TEXT, id TEXT, text TEXT, "from" TEXT, "to" TEXT, start BIGINT, "end" BIGINT,'
    " replaces TEXT, added INTEGER, record TEXT, withdrawn BOOLEAN, run TEXT, generation INTEGER,"
    " PRIMARY KEY (document, id))",
    "CREATE INDEX commitments_by_id ON commitments (id)",
    "CREATE TABLE quantities (document TEXT, id TEXT, text TEXT, PRIMARY KEY (document, id))",
    "CREATE TABLE evidence (document TEXT, id TEXT, field TEXT, PRIMARY KEY (document, id))",
    "CREATE TABLE tracking (id TEXT PRIMARY KEY, status TEXT, progress TEXT, owner TEXT, note TEXT, mine TEXT)",
    "INSERT INTO yinuo VALUES ('schema', '2'), ('generation', '4')",
    "INSERT INTO documents VALUES ('plan.txt', 'x', 3, false, 'b', 4)",
    "INSERT INTO tracking VALUES ('c1', 'done', NULL, NULL, 'seen', 'own column')",
)  # fmt: skip


@pytest.fixture
def old_database(url):
    """A database as 0.1 made it, with a column that people added; c2 is withdrawn, and c3 goes on from it."""
    with connected(url) as connection:
        for statement in FORM_2:
            connection.exec_driver_sql(statement)
        for n, record in enumerate(RECORDS):
            values = {"id": record.id, "start": record.start, "end": record.end, "record": to_line(record)}
            fixed = {"gone": n == 1, "old": "c2" if n == 2 else None}
            connection.execute(
                sa.text(
                    'INSERT INTO commitments (document, id, start, "end", replaces, added, record, withdrawn,'
                    " generation) VALUES ('plan.txt', :id, :start, :end, :old, 1, :record, :gone, 4)"
                ),
                {**values, **fixed},
            )
    return url


def test_a_database_of_the_form_before_is_read(old_database):
    assert list(read_sql(old_database)) == [RECORDS[0], RECORDS[2]]
    assert list(read_sql(old_database, withdrawn=True)) == RECORDS


def test_a_database_of_the_form_before_is_brought_into_that_of_now(old_database):
    url = old_database
    write_sql([commitment(id="d1", document="other.txt")], url)
    assert [r for r in read_sql(url, withdrawn=True) if r.document == "plan.txt"] == RECORDS
    assert rows(url, "SELECT id, status, note, mine FROM followup ORDER BY id") == [
        ("c1", "done", "seen", "own column"), ("d1", None, None, None),
    ]  # fmt: skip
    assert rows(url, "SELECT id, replaced_by FROM commitments WHERE replaced_by IS NOT NULL") == [("c2", "c3")]
    assert rows(url, "SELECT DISTINCT id FROM quantities ORDER BY id") == [("c1",), ("c3",), ("d1",)]
    assert rows(url, "SELECT value FROM yinuo ORDER BY name") == [("5",), (VERSION,)]
    with connected(url) as connection:
        assert "commitments_before" not in sa.inspect(connection).get_table_names()
    write_sql(RECORDS, url)
    assert rows(url, "SELECT count(*) FROM commitments WHERE NOT withdrawn") == [(4,)]


def test_a_migration_that_fails_leaves_the_form_before(old_database):
    with pytest.raises(RuntimeError):
        write_sql(failing(), old_database)
    assert list(read_sql(old_database, withdrawn=True)) == RECORDS
    assert rows(old_database, "SELECT note FROM tracking") == [("seen",)]


def test_people_can_work_in_the_database_while_a_run_goes_on(url):
    write_sql(RECORDS, url)
    with sql_writer(url) as write:
        write(RECORDS[0])
        fill_in(url, "c1", note="written meanwhile")
        write(commitment(id="c9"))
    assert rows(url, "SELECT note FROM followup WHERE id = 'c1'") == [("written meanwhile",)]
    assert [record.id for record in read_sql(url)] == ["c1", "c9"]


def test_a_database_that_cannot_be_used_is_found_before_the_work_begins(url):
    write_sql(RECORDS, url)
    with connected(url) as connection:
        connection.execute(sa.text("UPDATE yinuo SET value = '99' WHERE name = 'schema'"))
    begun = []
    with pytest.raises(InputError, match="form 99"):
        write_sql((begun.append(record) or record for record in RECORDS), url)
    assert not begun


def as_form_3(url, *, objects):
    """Put a database into the form before: each row with its sentence, its section and the rules by name.

    Evidence was a list of ``objects`` at first, then one of lists.
    """
    records = list(read_sql(url, withdrawn=True))
    with connected(url) as connection:
        names = ", ".join(column.name for column in commitments().columns)
        connection.exec_driver_sql(f"CREATE TABLE whole AS SELECT {names} FROM commitments")
        rest = sa.text("UPDATE whole SET record = json_set(record, '$.evidence', json(:named)) WHERE id = :id")
        for record in records:
            named = [own.model_dump() if objects else [*own.model_dump().values()] for own in record.evidence]
            connection.execute(rest, {"named": json.dumps(named), "id": record.id})
        for view in ("commitments_old_names", "evidence", "commitments"):
            connection.exec_driver_sql(f"DROP VIEW {view}")
        for name in ("commitment_rows", "sentences", "sections", "rules"):
            connection.exec_driver_sql(f"DROP TABLE {name}")
        connection.exec_driver_sql("ALTER TABLE whole RENAME TO commitments")
        connection.exec_driver_sql("CREATE VIEW mine AS SELECT id, section, sentence FROM commitments")
        connection.exec_driver_sql("UPDATE yinuo SET value = '3' WHERE name = 'schema'")


@pytest.mark.parametrize("objects", [True, False])
def test_a_database_with_sentences_in_its_rows_is_read_and_brought_into_the_form_of_now(tmp_path, objects):
    url = f"sqlite:///{tmp_path / 'a.db'}"
    why = (Evidence(field="status", rule="section-tasks", text="要", start=1, end=2), Evidence(field="span", rule="a"))
    found = [record.model_copy(update={"evidence": why}) for record in RECORDS]
    write_sql(found, url, run="a")
    fill_in(url, "c1", note="seen")
    write_sql(found[:2], url, run="b")
    mine = rows(url, "SELECT id, section, sentence FROM commitments ORDER BY id")
    as_form_3(url, objects=objects)
    assert list(read_sql(url, withdrawn=True)) == found
    with pytest.raises(RuntimeError):
        write_sql(failing(), url)
    assert list(read_sql(url)) == found[:2]
    write_sql([commitment(id="d1", document="other.txt")], url)
    assert list(read_sql(url, withdrawn=True)) == [commitment(id="d1", document="other.txt"), *found]
    assert rows(url, "SELECT id, run FROM commitments WHERE withdrawn") == [("c3", "a")]
    assert rows(url, "SELECT note FROM followup WHERE id = 'c1'") == [("seen",)]
    assert rows(url, "SELECT * FROM mine WHERE id <> 'd1' ORDER BY id") == mine
    assert rows(url, "SELECT value FROM yinuo WHERE name = 'schema'") == [(VERSION,)]
    seen = rows(url, "SELECT field, rule, text, span_start, span_end FROM evidence WHERE id = 'c1' ORDER BY position")
    assert seen == [("status", "section-tasks", "要", 1, 2), ("span", "a", None, None, None)]


def test_what_many_records_share_is_kept_once_and_dropped_where_nothing_is_left_of_it(url):
    text = "2024年工作安排\n今年，要新建幼儿园7所、改造道路32公里。\n要建设公园2个。"
    write_sql(yinuo.extract(text, document="a.txt"), url)
    assert rows(url, "SELECT count(*) FROM commitment_rows") == [(3,)]
    assert rows(url, "SELECT count(*) FROM sentences") == [(2,)]
    assert rows(url, "SELECT count(*) FROM sections") == [(1,)]
    write_sql(yinuo.extract(f"{text}\n要新建学校1所。", document="a.txt"), url)
    assert {where for (where,) in rows(url, "SELECT DISTINCT sha256 FROM commitments WHERE NOT withdrawn")} == {
        sha for (sha,) in rows(url, "SELECT sha256 FROM documents")
    }
    kept = rows(url, "SELECT count(*) FROM sentences AS s WHERE EXISTS"
                " (SELECT 1 FROM commitment_rows AS r WHERE r.sentence_number = s.number)")  # fmt: skip
    assert kept == rows(url, "SELECT count(*) FROM sentences")
