"""The application as a visitor meets it: Voilà with our frame, in a browser."""

from __future__ import annotations

import base64
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import visiting
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, TimeoutError, expect

TABLE = "id,spend,visits\n" + "".join(f"c{i},{i * i % 97}.5,{i % 7}\n" for i in range(200))


@pytest.fixture(scope="module")
def served(root: Path, jupyter: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[visiting.Page]:
    with visiting.application(root, tmp_path_factory.mktemp("app")) as served:
        yield served


@pytest.fixture(scope="module")
def address(served: visiting.Page) -> str:
    return served.url


@pytest.fixture
def app(address: str, browser: Browser) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1180, "height": 1000})
    page.set_default_timeout(60_000)
    page.goto(address)
    expect(page.get_by_role("tab", name="Overview")).to_be_visible(timeout=60_000)
    yield page
    page.close()


def section(app: Page, name: str) -> None:
    app.get_by_role("tab", name=name, exact=True).click()


def choose(app: Page, *files: Path | dict) -> None:
    button = app.get_by_role("button", name="Upload a table")
    for attempt in range(4):
        expect(button).to_be_enabled(timeout=60_000)
        try:
            with app.expect_file_chooser(timeout=15_000) as chooser:
                button.click()
            break
        except TimeoutError:
            # The button is off while a table is read, and may have gone off under the pointer.
            assert attempt < 3
    visiting.hand_over(chooser.value, *files)


def upload(app: Page, name: str, content: bytes) -> None:
    choose(app, sent(name, content))


def sent(name: str, content: bytes) -> dict:
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def notice(app: Page) -> Locator:
    return app.locator(".cohort-notice")


def large_table(path: Path, megabytes: int) -> Path:
    """A table of 12 columns; its lines repeat but for the identifier."""
    with open(path, "w") as file:
        file.write("id," + ",".join(f"measure_{i}" for i in range(11)) + "\n")
        rests = [",".join(f"{(row * 7919 * (i + 1)) % 100_003 / 7:.6f}" for i in range(11)) for row in range(997)]
        row = written = 0
        while written < megabytes * 1_000_000:
            written += file.write("".join(f"c{row + i},{rest}\n" for i, rest in enumerate(rests)))
            row += len(rests)
    return path


def shown(app: Page, words: str | re.Pattern[str]) -> None:
    expect(app.locator(".widget-html-content").filter(has_text=words).filter(visible=True).first).to_be_visible(timeout=60_000)


def test_every_page_shows_what_it_is_for(app: Page, pictures: Path) -> None:
    shown(app, "What the columns are")
    for name, words in [
        ("Exploration", "mean"), ("Segments", "4 segments"), ("Reading", "What the 4 segments mean"), ("Customers", ""),
    ]:
        section(app, name)
        if words:
            shown(app, words)
        app.screenshot(path=pictures / f"app-{name.lower()}.png")


def test_the_first_page_is_there_before_scripts_are_and_stays_as_it_was(address: str, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 1180, "height": 1000})
    page.route(re.compile(r"/voila/static/.*voila\.js"), lambda route: route.abort())
    page.goto(address)
    before = page.locator(".cohort-first")
    expect(before.get_by_text("What the columns are")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("need a front end with widgets")).to_be_hidden()
    words = before.inner_text()
    page.close()
    page = browser.new_page(viewport={"width": 1180, "height": 1000})
    page.goto(address)
    expect(page.get_by_role("tab", name="Overview")).to_be_visible(timeout=60_000)
    expect(page.locator(".cohort-first")).to_be_hidden()
    shown(page, "What the columns are")
    table = page.locator(".widget-html-content table").first.inner_text()
    page.close()
    assert table in words


def places(*areas: Locator) -> list[dict]:
    """Where they stand in the window, all at one moment."""
    handles = [area.element_handle() for area in areas]
    return areas[0].page.evaluate("areas => areas.map(area => area.getBoundingClientRect().toJSON())", handles)


def test_the_map_stands_before_and_after_beside_each_other_or_one_below_the_other(app: Page, pictures: Path) -> None:
    section(app, "Segments")
    before, after = (
        app.locator(".widget-html-content").filter(has_text=words).filter(visible=True).first
        for words in ["Before: all customers", "After: the same customers in 4 segments"]
    )
    expect(after).to_be_visible()
    app.set_viewport_size({"width": 1280, "height": 900})
    left, right = places(before, after)
    assert left["x"] + left["width"] <= right["x"] and abs(left["y"] - right["y"]) < 2
    assert abs(left["width"] - right["width"]) < 2
    app.screenshot(path=pictures / "app-before-after.png")
    app.set_viewport_size({"width": 400, "height": 800})
    above, below = places(before, after)
    assert above["y"] + above["height"] <= below["y"] and abs(above["x"] - below["x"]) < 2
    app.screenshot(path=pictures / "app-before-after-phone.png", full_page=True)


def test_stability_comes_unasked_and_the_page_answers_meanwhile(app: Page, tmp_path: Path, pictures: Path) -> None:
    choose(app, large_table(tmp_path / "many.csv", 1))
    shown(app, "many: ")
    section(app, "Reading")
    shown(app, re.compile("is being measured|drawing customers anew"))
    app.screenshot(path=pictures / "app-reading-meanwhile.png")
    section(app, "Exploration")
    shown(app, "median")
    section(app, "Reading")
    shown(app, re.compile("Jaccard"))
    shown(app, re.compile(r"What the \d+ segments mean"))


def test_two_tables_that_are_chosen_together_are_both_there(app: Page) -> None:
    choose(app, sent("first.csv", TABLE.encode()), sent("second.csv", TABLE.encode()))
    shown(app, "first.csv and second.csv were read")
    shown(app, "second is in use: 200 rows")
    app.get_by_label("table").select_option(label="first")
    shown(app, "first: 200 rows")


def test_a_table_that_is_sent_while_another_one_is_read_is_not_lost(app: Page, tmp_path: Path) -> None:
    choose(app, large_table(tmp_path / "large.csv", 20))
    upload(app, "small.csv", TABLE.encode())
    # Either it waits for its turn, or the page says that it is to be chosen again.
    expect(app.get_by_text("small: 200 rows").or_(app.get_by_text("is still being sent. Choose small.csv again")).first).to_be_visible()
    if notice(app).is_visible():
        shown(app, "large: ")
        upload(app, "small.csv", TABLE.encode())
    shown(app, "small: 200 rows")
    assert app.get_by_label("table").locator("option").all_inner_texts()[-2:] == ["large", "small"]


def test_two_visitors_have_tables_of_their_own(app: Page, address: str, browser: Browser) -> None:
    other = browser.new_page()
    other.goto(address)
    expect(other.get_by_role("tab", name="Overview")).to_be_visible(timeout=60_000)
    upload(app, "mine.csv", TABLE.encode())
    upload(other, "yours.csv", (TABLE + "c200,1.5,1\n").encode())
    shown(app, "mine: 200 rows")
    shown(other, "yours: 201 rows")
    assert "yours" not in " ".join(app.get_by_label("table").locator("option").all_inner_texts())
    other.close()


def test_how_far_a_table_is_on_its_way_is_said(app: Page, tmp_path: Path) -> None:
    app.evaluate("""() => {
        window.shares = [];
        new MutationObserver(() => {
            const bar = document.querySelector('.cohort-notice progress'), read = document.querySelector('[role=status] progress');
            if (bar) window.shares.push(bar.value);
            if (read) window.reading = true;
        }).observe(document.body, {childList: true, subtree: true, attributes: true, characterData: true});
    }""")
    choose(app, large_table(tmp_path / "large.csv", 60))
    shown(app, re.compile("large: [0-9,]+ rows, 12 columns"))
    assert app.evaluate("() => window.reading")
    assert len(app.evaluate("() => window.shares")) > 0
    expect(notice(app)).to_be_hidden()


def test_a_table_too_large_for_the_way_is_answered_before_it_is_sent(
    root: Path, jupyter: Path, browser: Browser, tmp_path: Path
) -> None:
    limit = 1 << 20
    options = [
        "--Voila.tornado_settings={\"websocket_max_message_size\": %d}" % limit,
        "--VoilaConfiguration.resources={\"largest_message\": %d}" % limit,
    ]
    with visiting.application(root, tmp_path, *options) as served:
        page = browser.new_page()
        page.goto(served.url)
        expect(page.get_by_role("tab", name="Overview")).to_be_visible(timeout=60_000)
        row = b"customer,1.5\n"
        just_too_large = b"id,spend\n" + row * ((limit - 65536) // len(row))
        assert limit - 65536 < len(just_too_large) < limit
        upload(page, "large.csv", just_too_large)
        expect(notice(page)).to_contain_text(f"large.csv is {len(just_too_large):,} bytes, and {limit - 65536:,} bytes can be sent. Nothing was sent.")
        expect(notice(page)).to_contain_text("make app TABLE=FILE")
        choose(page, sent("a.csv", just_too_large[:600_000]), sent("b.csv", just_too_large[:600_000]))
        expect(notice(page)).to_contain_text("a.csv and b.csv are 1 MB together")
        fits = b"id,spend\n" + b"".join(b"c%06d,%d\n" % (i, i % 97) for i in range(90_000))[:limit - 65600]
        upload(page, "fits.csv", fits[:fits.rindex(b"\n") + 1])
        shown(page, re.compile("fits: [0-9,]+ rows, 2 columns"))
        expect(notice(page)).to_be_hidden()
        page.close()


def test_a_lost_connection_is_said_and_what_stands_there_goes_on_when_it_is_back(served: visiting.Page, browser: Browser, pictures: Path) -> None:
    cable = visiting.Cable(to=served.port)
    page = browser.new_page(viewport={"width": 400, "height": 800})
    page.goto(f"http://127.0.0.1:{cable.port}/")
    expect(page.get_by_role("tab", name="Overview")).to_be_visible(timeout=60_000)
    upload(page, "mine.csv", TABLE.encode())
    shown(page, "mine: 200 rows")
    # Said before the button is free again, which is not to be lost on the way.
    expect(page.get_by_role("button", name="Upload a table")).to_be_enabled()
    cable.cut()
    expect(notice(page)).to_contain_text("The connection to the server is lost.", timeout=30_000)
    expect(notice(page).get_by_role("button", name="Reload")).to_be_visible()
    page.screenshot(path=pictures / "app-lost.png")
    upload(page, "yours.csv", TABLE.encode())
    cable.mend()
    expect(notice(page)).to_contain_text("yours.csv was not sent", timeout=60_000)
    notice(page).get_by_role("button", name="Close").click()
    expect(notice(page)).to_be_hidden()
    section(page, "Exploration")
    shown(page, "median")
    assert "mine" in page.get_by_label("table").locator("option:checked").inner_text()
    page.close()
    cable.end()


def test_a_phone_without_a_network_is_told_at_once(app: Page) -> None:
    app.context.set_offline(True)
    expect(notice(app)).to_contain_text("The connection to the server is lost.")
    app.context.set_offline(False)
    expect(notice(app)).to_be_hidden(timeout=60_000)


def test_a_kernel_that_has_ended_is_said_and_reloading_starts_anew(
    root: Path, jupyter: Path, browser: Browser, tmp_path: Path, pictures: Path
) -> None:
    with visiting.application(root, tmp_path) as served:
        page = browser.new_page()
        page.goto(served.url)
        expect(page.get_by_role("tab", name="Overview")).to_be_visible(timeout=60_000)
        [kernel] = [child for child in psutil.Process(served.process.pid).children() if "cohort" in child.name()]
        kernel.send_signal(signal.SIGKILL)
        expect(notice(page)).to_contain_text("The computation behind this page has ended", timeout=60_000)
        page.screenshot(path=pictures / "app-gone.png")
        notice(page).get_by_role("button", name="Start anew").click()
        expect(page.get_by_role("tab", name="Overview")).to_be_visible(timeout=60_000)
        expect(notice(page)).to_be_hidden()
        page.close()


def test_nothing_is_loaded_from_elsewhere(address: str, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    expect(page.get_by_role("tab", name="Overview")).to_be_visible(timeout=60_000)
    page.close()
    assert asked
    assert [url for url in asked if not url.startswith((address, "data:", "blob:", address.replace("http", "ws")))] == []


def test_a_table_is_uploaded_and_what_is_none_is_answered_in_words(app: Page) -> None:
    upload(app, "picture.csv", bytes(range(256)) * 40)
    shown(app, "picture.csv is not a CSV")
    upload(app, "mine.csv", TABLE.encode())
    shown(app, "mine: 200 rows, 3 columns")
    section(app, "Segments")
    shown(app, "200 rows")


def test_segments_are_chosen_by_the_keyboard_alone_and_taken_away(app: Page) -> None:
    upload(app, "mine.csv", TABLE.encode())
    shown(app, "mine: 200 rows")
    app.get_by_role("tab", name="Overview").focus()
    for _ in range(2):
        app.keyboard.press("ArrowRight")
    app.keyboard.press("Enter")
    app.locator(".noUi-handle").first.focus()
    app.keyboard.press("ArrowRight")
    shown(app, "5 segments")
    section(app, "Customers")
    app.get_by_role("button", name="Prepare files to take away").click()
    link = app.get_by_role("link", name="segments.csv")
    with app.expect_download() as download:
        link.click()
    rows = Path(download.value.path()).read_text().splitlines()
    assert len(rows) == 201
    assert {row.split(",")[1] for row in rows[1:]} == {"1", "2", "3", "4", "5"}
    assert base64.b64decode(app.get_by_role("link", name="report.html").get_attribute("href").split(",", 1)[1]).lower().startswith(b"<!doctype html>")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_every_page_is_pictured(app: Page, scheme: str, width: int, pictures: Path) -> None:
    app.emulate_media(color_scheme=scheme)
    app.set_viewport_size({"width": width, "height": 900})
    for name, words in [
        ("Overview", "What the columns are"), ("Exploration", "mean"), ("Segments", "4 segments"),
        ("Reading", re.compile("Jaccard")), ("Customers", None),
    ]:
        section(app, name)
        if words:
            shown(app, words)
        app.screenshot(path=pictures / f"app-{name.lower()}-{scheme}-{width}.png", full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_light_or_dark_as_the_browser_is(app: Page, scheme: str, pictures: Path) -> None:
    app.emulate_media(color_scheme=scheme)
    section(app, "Segments")
    shown(app, "4 segments")
    ground = app.evaluate("() => getComputedStyle(document.body).backgroundColor")
    red = int(re.findall(r"\d+", ground)[0])
    assert (red > 200) == (scheme == "light")
    app.screenshot(path=pictures / f"app-{scheme}.png")


def test_a_phone_shows_everything_without_scrolling_sideways(app: Page, pictures: Path) -> None:
    app.set_viewport_size({"width": 400, "height": 800})
    for name in ["Overview", "Exploration", "Segments", "Reading"]:
        section(app, name)
        assert app.evaluate("() => document.scrollingElement.scrollWidth") <= 400, name
        app.screenshot(path=pictures / f"app-phone-{name.lower()}.png", full_page=True)


def test_axe_finds_nothing_serious(app: Page) -> None:
    found = []
    for name in ["Overview", "Exploration", "Segments", "Reading", "Customers"]:
        section(app, name)
        found += [
            f"{name}: {violation['id']}: {violation['nodes'][0]['html'][:120]}"
            for violation in Axe().run(app).response["violations"] if violation["impact"] in ("serious", "critical")
        ]
    assert found == []
