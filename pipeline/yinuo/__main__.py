"""Run the command line as ``python -m yinuo``."""

from yinuo.cli import main

if __name__ == "__main__":
    main()
