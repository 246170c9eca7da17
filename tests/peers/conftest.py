"""Starts the sandbox as everybody else does, and signs in without a window."""

import html
import json
import os
import pathlib
import re
import subprocess
import threading
import urllib.parse
import webbrowser

import msal
import pytest
import requests

PROGRAM = os.environ.get(
    "SANDBOX_BIN", str(pathlib.Path(__file__).parents[2] / "target" / "debug" / "sandbox")
)


class Sandbox:
    def __init__(self, ready, ca_file):
        self.ready = ready
        self.http = requests.Session()
        # The environment may name other authorities and proxies; nothing here leaves the machine.
        self.http.trust_env = False
        self.http.verify = ca_file
        self.graph_scopes = [f"{ready['graph']}/User.Read.All", f"{ready['graph']}/GroupMember.Read.All"]

    def application(self, **options):
        return msal.PublicClientApplication(
            self.ready["client_id"],
            authority=self.ready["authority"],
            instance_discovery=False,
            http_client=self.http,
            client_capabilities=["CP1"],
            **options,
        )

    def sign_in(self, application, account, **request):
        browser = Browser(self.http.verify, account)
        webbrowser.register("scripted", None, browser, preferred=True)
        result = application.acquire_token_interactive(self.graph_scopes, timeout=30, **request)
        browser.join()
        return result

    def control(self, method, path, body=None):
        response = self.http.request(method, f"{self.ready['graph']}/control/{path}", json=body)
        response.raise_for_status()
        return response.json() if response.content else None


class Browser:
    """Follows the account picker and posts what it is told to post."""

    def __init__(self, ca_file, account):
        self.ca_file, self.account, self.thread = ca_file, account, None

    def open(self, url, new=0, autoraise=True):
        self.thread = threading.Thread(target=self.walk, args=(url,))
        self.thread.start()
        return True

    def join(self):
        self.thread.join(timeout=30)

    def walk(self, url):
        with requests.Session() as http:
            http.trust_env, http.verify = False, self.ca_file
            page = http.get(url)
            if 'name="account"' in page.text:
                action, fields = form(page)
                page = http.post(action, data={**fields, "account": self.account})
            action, fields = form(page)
            http.post(action, data=fields)


def form(page):
    action = re.search(r'<form[^>]*action="([^"]*)"', page.text).group(1)
    body = page.text.split("</form>")[0]
    hidden = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)"', body)
    fields = {name: html.unescape(value) for name, value in hidden}
    return urllib.parse.urljoin(page.url, html.unescape(action)), fields


@pytest.fixture(scope="session")
def running(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sandbox")
    ready_file = folder / "ready.json"
    command = [PROGRAM, "--people", "450", "--cases", "4", "--ready-file", str(ready_file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert json.loads(process.stdout.readline()) == json.loads(ready_file.read_text())
        ready = json.loads(ready_file.read_text())
        ca_file = folder / "ca.pem"
        ca_file.write_text(ready["ca_certificate"])
        yield Sandbox(ready, str(ca_file))
        process.terminate()
        assert process.wait(timeout=30) == 0


@pytest.fixture
def sandbox(running):
    running.control("DELETE", "faults")
    return running
