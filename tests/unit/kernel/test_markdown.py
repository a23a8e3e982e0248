"""Markdown of others does nothing on our pages, whatever it tries; and no text keeps us busy for long."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from justhtml import JustHTML

from metro.kernel import markdown
from metro.kernel.errors import InvalidInput
from metro.kernel.markdown import ATTRIBUTES, LIMIT_BYTES, TAGS, is_own_file, to_html

TAB = "\t"
SPELLINGS = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java&#115;cript:alert(1)", "javascript&colon;alert(1)",
    "&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;:alert(1)", "&#x6A;avascript:alert(1)",
    f"java{TAB}script:alert(1)", "java&Tab;script:alert(1)", "java&NewLine;script:alert(1)", "\x01javascript:alert(1)",
    "&#1;javascript:alert(1)", "\u00a0javascript:alert(1)", "\ufeffjavascript:alert(1)", "javascript%3Aalert(1)",
    "java\\script:alert(1)", "\\javascript:alert(1)", "javascript://%0aalert(1)", "vbscript:msgbox(1)",
    "livescript:x", "view-source:javascript:alert(1)", "feed:javascript:alert(1)", "jar:javascript:x",
    "data:text/html;base64,PHNjcmlwdD4=", "DATA:text/html,x", "data:image/svg+xml,<svg/onload=alert(1)>",
    "blob:https://x/1", "file:///etc/passwd", "//kwaad.example/x", "/\\kwaad.example", "\\\\kwaad.example",
    "ftp://kwaad.example", "tel:1",
)  # fmt: skip
CLASSES = {
    "script": [
        "<script>alert(1)</script>",
        "<ScRiPt src=//x>",
        "<script/x>alert(1)</script>",
        "<<script>alert(1)//<</script>",
    ],
    "svg": [
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg><a xlink:href=javascript:alert(1)>x</a>",
        "<svg><foreignObject><p onclick=x></foreignObject></svg>",
        "<svg><style><img src=x onerror=alert(1)></style>",
    ],
    "math": [
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
        "<math href=javascript:alert(1)>x</math>",
    ],
    "style": [
        "<style>*{background:url(//x)}</style>",
        "<p style=position:fixed>x</p>",
        "<link rel=stylesheet href=//x>",
    ],
    "form": [
        "<form action=//x><input name=p><button>x</button></form>",
        "<button formaction=javascript:alert(1)>x",
        "<isindex type=image src=1 onerror=alert(1)>",
        "<textarea autofocus onfocus=alert(1)>",
    ],
    "iframe": [
        "<iframe src=javascript:alert(1)>",
        "<iframe srcdoc='<script>x</script>'>",
        "<object data=//x>",
        "<embed src=//x>",
        "<frameset onload=x>",
        "<base href=//kwaad.example/>",
        "<meta http-equiv=refresh content=0;url=//x>",
    ],
    "handlers": [
        "<img src=x onerror=alert(1)>",
        "<a href=# onclick=alert(1)>x</a>",
        "<video><source onerror=alert(1)>",
        "<details open ontoggle=alert(1)>",
        "<p/onmouseover=alert(1)>x",
        '![x" onerror="alert(1)](/files/a.png)',
        '[x](/a "t" onclick="alert(1)")',
        '[x](/a "t&quot; onclick=&quot;alert(1)")',
        '```x" onclick=alert(1)\na\n```',
    ],
    "comments": [
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[<script>]]>",
        "<?php echo 1 ?>",
        "<!DOCTYPE x [<!ENTITY y '<script>'>]>",
    ],
    "links": [f"[klik]({each})" for each in SPELLINGS] + [f"[klik](<{each}>)" for each in SPELLINGS],
    "reference links": [f"[klik][1]\n\n[1]: {each}" for each in SPELLINGS]
    + [f"[klik]\n\n[klik]: <{each}>" for each in SPELLINGS],
    "autolinks": [f"<{each}>" for each in SPELLINGS],
    "images": [
        f"![x]({each})" for each in (*SPELLINGS, "https://elders.example/pixel.png", "/elders.png", "/files/../me")
    ]
    + [
        "![x](/files/%2e%2e/me)",
        "![x](//kwaad.example/files/a.png)",
        "[![x](javascript:alert(1))](javascript:alert(1))",
    ],
    "tables": ["| <script> | b |\n|---|---|\n| [x](javascript:alert(1)) | <img src=x onerror=y> |"],
}
CORPUS = [(kind, text) for kind, texts in CLASSES.items() for text in texts]


def faults_in(page: str) -> list[str]:
    """What a browser would find in `page` that may not be there."""
    found = []
    for node in JustHTML(f"<!doctype html><title>x</title><body>{page}", sanitize=False).query("*"):
        found += [node.name] if node.name not in TAGS | {"html", "head", "title", "body"} else []
        allowed = ATTRIBUTES.get(node.name, set()) | ({"rel"} if node.name == "a" else set())
        attributes = node.attrs or {}
        found += [f"{node.name} {name}" for name in attributes if name not in allowed]
        href, src = attributes.get("href"), attributes.get("src")
        if href is not None and not href.lower().startswith(("https://", "http://", "mailto:", "#")):
            found += [] if href.startswith("/") and href[1:2] not in ("/", "\\") else [f"href {href}"]
        found += [f"src {src}"] if src is not None and not is_own_file(src) else []
    return found


@pytest.mark.parametrize(("kind", "text"), CORPUS, ids=lambda value: repr(value)[:40])
def test_nothing_of_the_corpus_gets_through(kind: str, text: str) -> None:
    assert faults_in(to_html(text)) == []


def test_the_finder_of_faults_finds_them() -> None:
    for page in ("<script>x</script>", "<svg></svg>", "<p onclick=x>", "<a href='javascript:x'>", "<a href='//x'>",
                 "<img src='https://x/a.png'>", "<p style='x'>"):  # fmt: skip
        assert faults_in(page), page


@given(st.text(alphabet="<>[]()!*_`|#&;:/\\\"'=\n\t -javscriptonld1", max_size=200))
def test_nothing_that_can_be_typed_gets_through(text: str) -> None:
    assert faults_in(to_html(text)) == []


def test_what_is_meant_comes_through() -> None:
    page = to_html(
        "# Meten\n\n**Plak** een *sensor* op de [spindel](https://x.example/a?b=1&c=2), zie [hier](/stations/a).\n\n"
        "1. een\n2. twee\n\n- los\n\n> let op\n\n`162 Hz`\n\n![de sensor](/files/12/sensor.png)\n\n"
        "| Hz | mm/s |\n|---|---|\n| 162 | 4 |\n\n<post@x.example>\n"
    )
    for part in ("<h2>Meten</h2>", "<strong>Plak</strong>", "<em>sensor</em>", 'href="https://x.example/a?b=1&amp;c=2"',
                 'href="/stations/a"', "<ol>", "<ul>", "<blockquote>", "<code>162", 'src="/files/12/sensor.png"',
                 'alt="de sensor"', "<td>162</td>", 'href="mailto:post@x.example"'):  # fmt: skip
        assert part in page


def test_html_of_the_writer_is_shown_as_text() -> None:
    assert "&lt;b&gt;vet&lt;/b&gt;" in to_html("<b>vet</b>")


def test_a_text_over_the_limit_is_refused_and_one_at_the_limit_is_not() -> None:
    assert to_html("a" * LIMIT_BYTES)
    with pytest.raises(InvalidInput, match="100 kB"):
        to_html("é" * (LIMIT_BYTES // 2 + 1))


BOMBS = {
    "brackets": "[" * 99_000,
    "images": "![[" * 33_000,
    "open links": "[a](" * 24_000,
    "quotes": "> " * 49_000 + "a",
    "lists": "\n".join("  " * depth + "- a" for depth in range(300)),
    "stars": "*a **a " * 14_000,
    "strong": "**a *b " * 14_000,
    "backticks": "".join("`" * size + "a" for size in range(1, 430)),
    "references": "[a]: /x\n" * 6_000 + "[a]" * 16_000,
    "a wide table": "|a" * 1_000 + "\n" + "|-" * 1_000 + "\n" + ("|a" * 1_000 + "\n") * 40,
    "entities": "&amp;" * 19_000,
    "angles": "<" * 99_000,
    "nested": "[" * 20_000 + "a" + "](/x)" * 15_000,
    "mail": "<" + "a" * 99_000 + "@",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_or_read_in_time(name: str) -> None:
    to_html("warm")
    began = time.thread_time()
    try:
        to_html(BOMBS[name])
    except InvalidInput as refused:
        assert "ingewikkeld" in refused.message
    # Ten times the limit: a machine at its limits ticks unevenly, a bomb takes minutes.
    assert time.thread_time() - began < 10 * markdown.LIMIT_SECONDS


def test_a_text_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "LIMIT_SECONDS", -1.0)
    with pytest.raises(InvalidInput, match="ingewikkeld"):
        to_html("Dit duurt te lang.")
