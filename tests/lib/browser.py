#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Opens a page in headless Chromium, and tells as JSON what it saw: what the console said, what was requested, how wide the
page is, and what an expression is there. It speaks the browser's own protocol through two pipes, so no port is opened.

browser.py PAGE [--width=N] [--height=N] [--dark] [--paper] [--eval=JAVASCRIPT] [--picture=FILE.png [--of=SELECTOR]]
	[--pdf=FILE.pdf]

PAGE is a file or a URL. --dark and --paper: as those who prefer dark pages, and printers, see it. The picture is of the
whole page, or of an element, unless --height says how high.
"""
import argparse
import base64
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import time

DEADLINE = 120
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-sync",
         "--disable-extensions", "--hide-scrollbars", "--mute-audio", "--remote-debugging-pipe"]


BOX = """(() => { const b = document.querySelector(%s).getBoundingClientRect();
	return {x: b.x + scrollX, y: b.y + scrollY, width: b.width, height: b.height}; })()"""


class Browser:
    def __init__(self, profile):
        program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
        theirs_in, self.out = os.pipe()
        self.into, theirs_out = os.pipe()

        def at_3_and_4():
            a, b = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self.child = subprocess.Popen([program, *FLAGS, "--user-data-dir=" + profile], preexec_fn=at_3_and_4, close_fds=False,
                                      stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(theirs_in)
        os.close(theirs_out)
        self.rest, self.events, self.number, self.session = b"", [], 0, None
        self.until = time.time() + DEADLINE

    def receive(self):
        while b"\0" not in self.rest:
            if not select.select([self.into], [], [], max(0, self.until - time.time()))[0]:
                raise TimeoutError("the browser does not answer")
            part = os.read(self.into, 1 << 16)
            if not part:
                raise EOFError("the browser ended")
            self.rest += part
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def ask(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError("%s: %s" % (method, answer["error"]))
                return answer["result"]
            self.events.append(answer)

    def wait_for(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.receive())

    def evaluate(self, expression):
        result = self.ask("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            raise RuntimeError("%s: %s" % (expression, result["exceptionDetails"]))
        return result["result"].get("value")

    def end(self):
        self.session = None
        try:
            self.ask("Browser.close")
            self.child.wait(10)
        except (OSError, EOFError, TimeoutError, subprocess.TimeoutExpired):
            self.child.kill()
            self.child.wait()


def console(events):
    for event in events:
        params = event.get("params", {})
        if event.get("method") == "Runtime.consoleAPICalled":
            yield "%s: %s" % (params["type"], " ".join(str(a.get("value", a.get("description"))) for a in params["args"]))
        elif event.get("method") == "Runtime.exceptionThrown":
            yield "exception: %s" % params["exceptionDetails"].get("text")
        elif event.get("method") == "Log.entryAdded":
            yield "%s: %s" % (params["entry"]["level"], params["entry"]["text"])


def look(browser, args):
    target = browser.ask("Target.createTarget", url="about:blank")["targetId"]
    browser.session = browser.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Runtime", "Network", "Log"):
        browser.ask(domain + ".enable")
    browser.ask("Emulation.setDeviceMetricsOverride", width=args.width, height=args.height or 900, deviceScaleFactor=1,
                mobile=args.width < 500)
    browser.ask("Emulation.setEmulatedMedia", media="print" if args.paper else "",
                features=[{"name": "prefers-color-scheme", "value": "dark" if args.dark else "light"}])
    url = args.page if "://" in args.page else "file://" + os.path.abspath(args.page)
    browser.events.clear()
    gone = browser.ask("Page.navigate", url=url)
    if gone.get("errorText"):
        raise RuntimeError("%s: %s" % (url, gone["errorText"]))
    browser.wait_for("Page.loadEventFired")
    seen = {"scroll_width": browser.evaluate("document.scrollingElement.scrollWidth"),
            "width": browser.evaluate("window.innerWidth"), "title": browser.evaluate("document.title")}
    if args.eval:
        seen["value"] = browser.evaluate(args.eval)
    if args.picture:
        clip = browser.evaluate(BOX % json.dumps(args.of)) | {"scale": 1}
        clip["height"] = args.height or clip["height"]
        shot = browser.ask("Page.captureScreenshot", format="png", captureBeyondViewport=True, clip=clip)
        with open(args.picture, "wb") as file:
            file.write(base64.b64decode(shot["data"]))
    if args.pdf:
        with open(args.pdf, "wb") as file:
            file.write(base64.b64decode(browser.ask("Page.printToPDF", preferCSSPageSize=True)["data"]))
    seen["console"] = list(console(browser.events))
    seen["requests"] = [event["params"]["request"]["url"] for event in browser.events
                        if event.get("method") == "Network.requestWillBeSent" and event["params"]["request"]["url"] != url]
    return seen


parser = argparse.ArgumentParser()
parser.add_argument("page")
parser.add_argument("--width", type=int, default=1200)
parser.add_argument("--height", type=int)
parser.add_argument("--dark", action="store_true")
parser.add_argument("--paper", action="store_true")
parser.add_argument("--eval")
parser.add_argument("--picture")
parser.add_argument("--of", default="html")
parser.add_argument("--pdf")
args = parser.parse_args()
with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
    browser = Browser(profile)
    try:
        print(json.dumps(look(browser, args)))
    except (EOFError, TimeoutError, RuntimeError) as error:
        sys.exit("browser.py: %s" % error)
    finally:
        browser.end()
