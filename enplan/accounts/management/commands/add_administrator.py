"""`manage.py add_administrator USERNAME --name … --email … --department …`: the first one, who lets the others in."""

from getpass import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from enplan.accounts.services.beginning import add_first_administrator


class Command(BaseCommand):
    """Asks for the password, so that it stands in no command history; twice, as nobody could put a slip right."""

    help = (
        "Adds the first administrator. Once there is one, employees are added on the administration's pages."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", required=True)
        parser.add_argument("--email", required=True, help="where the code for logging in is sent")
        parser.add_argument("--department", required=True, help="made if there is none of that name")

    def handle(self, **options: Any) -> None:
        try:
            password = _ask("Password: ")
            validate_password(password)
            if _ask("The same password again: ") != password:
                raise CommandError("The two passwords are not the same. Nobody was added.")
            user = add_first_administrator(
                username=options["username"],
                name=options["name"],
                email=options["email"],
                department_name=options["department"],
                password=password,
            )
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from None
        self.stdout.write(f"{user.username} can log in and administer.")


def _ask(prompt: str) -> str:
    try:
        return getpass(prompt)
    except EOFError:
        raise CommandError("The password must be typed, and there is no terminal to type it in.") from None
