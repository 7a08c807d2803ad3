"""The organisation that the tests of accounts stand on: two departments, an administrator, and one of each kind."""

from enplan.accounts.models import Department, User

PASSWORD = "en lang og hemmelig kode"


def department(name: str, **fields: object) -> Department:
    return Department.objects.create(name=name, **fields)


def employee(username: str, role: str, in_department: Department, **fields: object) -> User:
    fields.setdefault("name", username.capitalize())
    fields.setdefault("email", f"{username}@nordby.example")
    return User.objects.create_user(username, PASSWORD, role_id=role, department=in_department, **fields)


def private_person(username: str, **fields: object) -> User:
    fields.setdefault("name", username.capitalize())
    fields.setdefault("email", f"{username}@nordby.example")
    return User.objects.create_user(username, PASSWORD, **fields)


def superuser(username: str = "rod") -> User:
    return User.objects.create_superuser(username, PASSWORD, name="Rod", email="rod@nordby.example")
