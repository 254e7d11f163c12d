"""An empty application of Typer with two commands: what any of its kind costs at the least."""

import typer

app = typer.Typer()


@app.command()
def build() -> None:
    """Do nothing."""


@app.command()
def validate() -> None:
    """Do nothing either."""


if __name__ == "__main__":
    app()
