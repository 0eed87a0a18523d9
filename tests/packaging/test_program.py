from __future__ import annotations

import pytest

BUNDLE = "/usr/lib/desktop-proxy/_internal"


@pytest.fixture
def give_back(script):
    return script("program").give_back


def test_what_leads_to_the_program_s_own_libraries_is_taken_out(give_back):
    environ = {
        "LD_LIBRARY_PATH": BUNDLE,
        "QT_PLUGIN_PATH": f"{BUNDLE}/PySide6/Qt/plugins",
        "OPENSSL_MODULES": f"{BUNDLE}/ossl-modules",
        "_PYI_ARCHIVE_FILE": "x",
        "PATH": "/usr/bin",
    }
    give_back(environ, BUNDLE)
    assert environ == {"PATH": "/usr/bin"}


def test_what_the_user_set_is_as_it_was(give_back):
    environ = {
        "LD_LIBRARY_PATH": f"{BUNDLE}:/opt/mine",
        "LD_LIBRARY_PATH_ORIG": "/opt/mine",
        "OPENSSL_MODULES": "/opt/ossl",
        "PWD": BUNDLE,
    }
    give_back(environ, BUNDLE)
    assert environ == {"LD_LIBRARY_PATH": "/opt/mine", "OPENSSL_MODULES": "/opt/ossl", "PWD": BUNDLE}


def test_an_environment_of_another_system_stays(give_back):
    environ = {"PATH": r"C:\Windows"}
    give_back(environ, r"C:\Programs\desktop-proxy\_internal")
    assert environ == {"PATH": r"C:\Windows"}
