"""``python -m yinuo``: the command line."""

from yinuo.cli import main

if __name__ == "__main__":
    main()
