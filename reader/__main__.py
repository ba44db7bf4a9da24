"""``qari``, and ``python -m reader``."""

import gc


def main() -> int:
    """Run the command line without garbage collections, a tenth of the start; whoever runs long switches them on."""
    gc.disable()
    from reader.cli.main import main as run

    return run()


if __name__ == "__main__":
    raise SystemExit(main())
