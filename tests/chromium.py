"""Where the browser is that the browser tests drive, and how to install one."""

import shutil

INSTALL = "apt-get install chromium (Debian) or brew install --cask chromium (macOS)"


def path() -> str | None:
    """The first chromium or chrome on the PATH, or None."""
    names = ("chromium", "chromium-browser", "google-chrome", "chrome")
    return next((found for name in names if (found := shutil.which(name))), None)


if __name__ == "__main__":
    if path() is None:
        print(f"· no chromium found: browser tests will be skipped. To run them: {INSTALL}")
