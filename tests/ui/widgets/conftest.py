import pytest

from tests.ui.widgets.stage import Stage


@pytest.fixture
def stage(shown):
    """Put an editor on a stage and give it the focus."""

    def put(editor) -> Stage:
        made: Stage = shown(Stage(editor))
        editor.setFocus()
        return made

    return put
