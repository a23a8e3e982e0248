"""The letter that the tests send."""

from __future__ import annotations

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from metro.kernel.letters import Letter

LINK = "https://metronet.example/sign-in/3fT-x_9?next=%2Froute&lang=nl"
SENDER = "Metronet Noord <metronet@noord.example>"
LETTER = Letter(
    to="anna@werkplaats.example",
    subject="Je inloglink",
    greeting="Hallo Anna,",
    paragraphs=("Met deze link log je in. Hij werkt één keer, een kwartier lang.", "Vroeg je dit niet? Doe niets."),
    action=("Inloggen", LINK),
    closing="Groet, Metronet",
)


def read(mail: bytes) -> EmailMessage:
    """`mail` as the receiver's program reads it."""
    message = message_from_bytes(mail, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def words(message: EmailMessage, kind: str) -> str:
    """The text of `message` as "plain" or "html"."""
    part = message.get_body((kind,))
    assert part is not None
    content: str = part.get_content()
    return content
