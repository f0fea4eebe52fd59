#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
#
# A mail server on loopback that keeps what it gets: DIR/port says where it listens, DIR/1.eml, DIR/2.eml, ... are the
# mails in the order of their coming. It ends when its standard input does, or after a minute.

import os
import signal
import socket
import sys
import threading

directory = sys.argv[1]
count = 0


def ended():
    sys.stdin.read()
    os._exit(0)


def serve(connection):
    global count
    stream = connection.makefile('rb')
    mail = None

    def say(text):
        connection.sendall(text.encode() + b'\r\n')

    say('220 sink')
    for line in stream:
        if mail is not None:
            if line != b'.\r\n':
                mail.append(line[1:] if line.startswith(b'..') else line)
                continue
            count += 1
            with open('%s/%d.eml' % (directory, count), 'wb') as kept:
                kept.write(b''.join(mail).replace(b'\r\n', b'\n'))
            mail = None
            say('250 kept')
            continue
        verb = line.split()[0].upper() if line.split() else b''
        if verb == b'DATA':
            mail = []
            say('354 go on')
        elif verb == b'QUIT':
            say('221 bye')
            break
        else:
            say('250 well')
    connection.close()


signal.alarm(60)
threading.Thread(target=ended, daemon=True).start()
listener = socket.create_server(('127.0.0.1', 0))
with open(directory + '/port.new', 'w') as port:
    port.write(str(listener.getsockname()[1]))
os.rename(directory + '/port.new', directory + '/port')
while True:
    serve(listener.accept()[0])
