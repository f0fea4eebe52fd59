#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""faults.py PORT_FILE LOG_FILE [CERTIFICATE KEY]

An HTTP server on loopback that misbehaves as the path asks for. Its port goes to PORT_FILE once it listens; each request adds
a line to LOG_FILE: milliseconds, how many are under way (this one included), method, path, User-Agent. With a certificate and
its key (PEM) it speaks TLS.

Below /all/ it is an archive: /all/WHAT@.../t.mbox.gz, or POST /all/?q=l:WHAT. Below /every/WHAT/ all that is asked for is
answered with that fault; where it is answered well, a thread is of the patch "KVM: linked" and a search finds "KVM: unlinked".
Anywhere else: /WHAT.
"""
import gzip
import os
import random
import socket
import ssl
import sys
import threading
import time
import urllib.parse
import zlib

lock = threading.Lock()
counts = {}
under_way = 0

MAIL = (b"From mboxrd@z Thu Jan  1 00:00:00 1970\nMessage-ID: <%s>\nSubject: one\n\n>From here on\n\n")
PATCH = (b"From mboxrd@z Thu Jan  1 00:00:00 1970\nMessage-ID: <%s>\nFrom: Morgan Maintainer <maintainer@example.org>\n"
         b"Date: Fri, 3 Jul 2026 12:00:00 +0000\nSubject: [PATCH] KVM: %s\n\n---\n\n")
PAGE = b"<!doctype html><title>Making sure you're not a bot!</title>"


def answer(peer, status, body=b"", kind="text/plain", extra=(), length=None):
    head = ["HTTP/1.1 %d Said" % status, "Content-Type: " + kind, "Connection: close"]
    if length is not False:
        head.append("Content-Length: %d" % (len(body) if length is None else length))
    head.extend(extra)
    peer.sendall(("\r\n".join(head) + "\r\n\r\n").encode() + body)


def chunked(peer, pieces, ends=True, kind="application/gzip"):
    peer.sendall(("HTTP/1.1 200 Said\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n" % kind).encode())
    for piece in pieces:
        peer.sendall(b"%x\r\n" % len(piece) + piece + b"\r\n")
    if ends:
        peer.sendall(b"0\r\n\r\n")


def bomb():
    """3 GB in 3 MB: one block that stands for a mebibyte, again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    yield packer.compress(b"From mboxrd@z Thu Jan  1 00:00:00 1970\n") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b"\n" * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    for _ in range(3000):
        yield block


def many_parts(good):
    """The mail of a patch, and of an answer to it that has 10,000 parts, one in the other and side by side."""
    head = b"From mboxrd@z Thu Jan  1 00:00:00 1970\nMessage-ID: <many.parts@example.org>\nFrom: Oda Other <oda@example.org>\n" \
           b"Date: Fri, 3 Jul 2026 13:00:00 +0000\nSubject: Re: parts\nIn-Reply-To: <linked@example.org>\nMIME-Version: 1.0\n"
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(5000))
    beside = b"Content-Type: multipart/mixed; boundary=side\n\n" + b"--side\nContent-Type: text/plain\n\nx\n" * 5000
    return gzip.compress(gzip.decompress(good) + head + deep + beside)


def noise(total):
    """Gzip's first bytes, then what does not shrink."""
    yield b"\x1f\x8b\x08\0\0\0\0\0\0\3"
    piece = random.Random(1).randbytes(1 << 20)
    for _ in range(total >> 20):
        yield piece


def slowly(peer):
    peer.sendall(b"HTTP/1.1 200 Said\r\nContent-Length: 100000\r\n\r\n")
    while True:
        peer.sendall(b"\x1f")
        time.sleep(0.1)


def leave():
    global under_way
    with lock:
        under_way -= 1


def fault(peer, what, path, times, good):
    """`good` is the body that a request of this kind wants; times counts from 1. True: it has left already."""
    gz = "application/gzip"
    if what == "good":
        answer(peer, 200, good, gz)
    elif what == "late":
        time.sleep(0.3)
        leave()  # before who asks can know, and ask for more
        answer(peer, 200, good, gz)
        return True
    elif what == "silent":
        peer.recv(1)  # until the other side has had enough
    elif what == "slow":
        slowly(peer)
    elif what == "hang":  # the first byte comes, then nothing
        peer.sendall(b"HTTP/1.1 200 Said\r\nContent-Length: 1000\r\n\r\n" + good[:10])
        peer.recv(1)  # until the other side has had enough
    elif what == "cutchunk":
        chunked(peer, [good[:20]], ends=False)
    elif what == "cutlength":
        answer(peer, 200, good, gz, length=len(good) + 1000)
    elif what == "cutgzip":  # the end of the connection is the end of the answer
        answer(peer, 200, good[:-5], gz, length=False)
    elif what == "badcrc":
        answer(peer, 200, good[:-8] + b"\0\0\0\0" + good[-4:], gz)
    elif what == "tail":
        answer(peer, 200, good + b"rubbish", gz)
    elif what == "nothing":
        answer(peer, 200, b"", gz)
    elif what == "emptygzip":
        answer(peer, 200, gzip.compress(b""), gz)
    elif what == "nomailbox":
        answer(peer, 200, gzip.compress(b"hello\n"), gz)
    elif what == "wall":
        answer(peer, 200, PAGE, "text/html; charset=utf-8")
    elif what == "liar":  # a page that calls itself a mailbox
        answer(peer, 200, b"\n " + PAGE, gz)
    elif what == "big":
        chunked(peer, noise(200 << 20))
    elif what == "biglength":
        answer(peer, 200, b"\x1f\x8b", gz, length=200 << 20)
    elif what == "bomb":
        chunked(peer, bomb())
    elif what == "headers":  # 10 GB, parsed
        answer(peer, 200, gzip.compress(gzip.decompress(good)[:-1] + b"X: y\n" * (20 << 20), 1), gz)
    elif what == "parts":
        answer(peer, 200, many_parts(good), gz)
    elif what == "absent":
        answer(peer, 404)
    elif what == "page404":
        answer(peer, 404, b"<title>Not Found</title>", "text/html")
    elif what == "words404":
        answer(peer, 404, b"Not Found\n")
    elif what == "never":  # an archive that has nothing
        answer(peer, 404, b"" if "t.mbox.gz" in path else b"No results found\n")
    elif what == "none":
        answer(peer, 404, b"No results found\n")
    elif what == "busy":  # 429 once
        if times == 1:
            answer(peer, 429, extra=["Retry-After: 1"])
        else:
            answer(peer, 200, good, gz)
    elif what == "leave":
        answer(peer, 429, extra=["Retry-After: 3600"])
    elif what == "once500":
        answer(peer, 500 if times == 1 else 200, b"" if times == 1 else good, gz)
    elif what == "loop":
        answer(peer, 302, extra=["Location: " + path])
    elif what.startswith("to="):
        answer(peer, 302, extra=["Location: " + urllib.parse.unquote(what[3:])])
    elif what == "nowhere":
        answer(peer, 302)
    elif what == "nonsense":
        peer.sendall(b"hello, this is no HTTP\r\n\r\n")
    elif what == "close":
        pass
    elif what.isdigit():
        answer(peer, int(what), PAGE, "text/html")
    else:
        answer(peer, 400)
    return False


def serve(peer):
    global under_way
    try:
        head = b""
        while b"\r\n\r\n" not in head:
            piece = peer.recv(65536)
            if not piece or piece[0] == 22:  # or it would speak TLS
                return
            head += piece
        lines = head.decode("latin-1").split("\r\n")
        method, path, _ = lines[0].split(" ", 2)
        agent = next((l.split(": ", 1)[1] for l in lines if l.lower().startswith("user-agent: ")), "-")
        with lock:
            under_way += 1
            counts[path] = times = counts.get(path, 0) + 1
            log.write("%d\t%d\t%s\t%s\t%s\n" % (time.monotonic() * 1000, under_way, method, path, agent))
            log.flush()
        left = False
        try:
            good = b"hello\n"
            what = path[1:].split("?")[0]
            if path.startswith("/all/?q="):
                what = urllib.parse.unquote(path[8:].split("&")[0])[2:]
                good = gzip.compress(MAIL % b"found@example.org")
            elif path.startswith("/every/"):
                what, asked = path[7:].split("/", 1)
                mid = urllib.parse.unquote(asked[4:].split("/")[0]) if "t.mbox.gz" in asked else "found@example.org"
                good = gzip.compress(PATCH % (mid.encode(), b"linked" if "t.mbox.gz" in asked else b"unlinked"))
            elif path.startswith("/all/"):
                mid = urllib.parse.unquote(path[5:].split("/")[0])
                what = mid.split("@")[0].split(".")[0]
                good = gzip.compress(MAIL % mid.encode())
            left = fault(peer, what, path, times, good)
        finally:
            if not left:
                leave()
    except OSError:
        pass
    finally:
        peer.close()


def welcome(peer):
    if context:
        try:
            peer = context.wrap_socket(peer, server_side=True)
        except OSError:
            peer.close()
            return
    serve(peer)


log = open(sys.argv[2], "a")
context = None
if len(sys.argv) > 3:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(sys.argv[3], sys.argv[4])
server = socket.socket()
server.bind(("127.0.0.1", 0))
server.listen(64)
with open(sys.argv[1] + ".new", "w") as out:
    out.write(str(server.getsockname()[1]))
os.rename(sys.argv[1] + ".new", sys.argv[1])
while True:
    connection, _ = server.accept()
    threading.Thread(target=welcome, args=(connection,), daemon=True).start()
