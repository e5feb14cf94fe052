"""`central people`: the accounts of those who look at results and look after the centre."""

from __future__ import annotations

import argparse

from central import people
from central.cli.arguments import Arguments, add_deeds
from central.cli.errors import GOOD
from central.cli.output import give, give_json, say
from central.people import Account
from central.roles import Role


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`central people add|password|role|disable|enable|list`."""
    add = add_deeds(parser)
    new = add("add", _add, "make an account and print its initial password")
    role = add("role", _role, "give an account another role")
    for one in (new, role):
        one.add_argument("name", metavar="NAME")
        one.add_argument("--role", choices=[*Role], required=True)
        one.add_argument("--agency", metavar="CODE", help="whose reports the role agency is for")
    for name, run_it, told in (
        ("password", _password, "print a new initial password, where the old one is lost"),
        ("disable", _disable, "let nobody in by an account any more"),
        ("enable", _enable, "let somebody in by an account again"),
    ):
        add(name, run_it, told).add_argument("name", metavar="NAME")
    listing = add("list", _list, "list all accounts")
    listing.add_argument("--format", choices=["text", "json"], default="text")


def run(arguments: Arguments) -> int:
    """Do the deed that was asked for."""
    status: int = arguments.run(arguments)
    return status


def _add(arguments: Arguments) -> int:
    role = Role(arguments.role)
    with arguments.store() as store, store.writing() as connection:
        password = people.add(connection, arguments.name, role, arguments.agency, by=arguments.by())
    return _tell(password, arguments.name)


def _password(arguments: Arguments) -> int:
    with arguments.store() as store, store.writing() as connection:
        password = people.reset_password(connection, arguments.name, by=arguments.by())
    return _tell(password, arguments.name)


def _tell(password: str, name: str) -> int:
    give(password)
    say(f"With this password {name} logs in once within seven days, and chooses another one.")
    return GOOD


def _role(arguments: Arguments) -> int:
    role = Role(arguments.role)
    with arguments.store() as store, store.writing() as connection:
        people.set_role(connection, arguments.name, role, arguments.agency, by=arguments.by())
    say(f"{arguments.name} has the role {role} now.")
    return GOOD


def _disable(arguments: Arguments) -> int:
    with arguments.store() as store, store.writing() as connection:
        people.disable(connection, arguments.name, by=arguments.by())
    say(f"Nobody gets in as {arguments.name} any more.")
    return GOOD


def _enable(arguments: Arguments) -> int:
    with arguments.store() as store, store.writing() as connection:
        people.enable(connection, arguments.name, by=arguments.by())
    say(f"{arguments.name} may log in again.")
    return GOOD


def _list(arguments: Arguments) -> int:
    with arguments.store() as store, store.reading() as connection:
        accounts = people.everyone(connection)
    if arguments.format == "json":
        give_json([_members(account) for account in accounts])
    else:
        for account in accounts:
            give(_line(account))
    return GOOD


def _members(account: Account) -> dict[str, object]:
    return {
        "name": account.name,
        "role": account.role,
        "agency": account.agency,
        "disabled": account.disabled,
        "initial": account.initial,
        "added": account.added.isoformat(),
        "last_login": account.last_login and account.last_login.isoformat(),
    }


def _line(account: Account) -> str:
    login = f"{account.last_login:%Y-%m-%d %H:%M} UTC" if account.last_login else "never"
    parts = [account.name, account.role, account.agency or "all agencies", f"last login {login}"]
    parts += ["initial password"] if account.initial else []
    parts += ["disabled"] if account.disabled else []
    return "\t".join(parts)
