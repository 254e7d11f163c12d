from tests.render.conftest import soffice, validated  # noqa: F401 - fixtures
