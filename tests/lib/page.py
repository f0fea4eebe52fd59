#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Takes a page of `postmortem --html` apart, and says what is wrong with it: one line for each fault, and exit status 1.

page.py PAGE			what every page has to be: well-formed, with no way out of it, each drawing told in words
page.py PAGE EXPRESSION		prints what the expression is; in it stand
	tables		{caption: rows}, a row being the texts of its cells
	drawing(id)	the element of a drawing
	marks(id, class)	how many of its shapes have that class
	texts(id)	what is written in it
	section(id)	all the words of a section
"""
import sys
import xml.etree.ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
HTML = "{http://www.w3.org/1999/xhtml}"
AWAY = {"src", "href", "srcset", "data", "action", "poster", "background"}


def words(element):
    return " ".join("".join(element.itertext()).split())


page = open(sys.argv[1], encoding="utf-8").read()
root = ET.fromstring(page)
parents = {child: parent for parent in root.iter() for child in parent}
by_id = {element.get("id"): element for element in root.iter() if element.get("id")}
tables = {}
for table in root.iter(HTML + "table"):
    rows = [[words(cell) for cell in row] for row in table.iter(HTML + "tr")]
    tables.setdefault(words(table.find(HTML + "caption")), []).extend(rows)


def drawing(name):
    return by_id[name]


def marks(name, wanted):
    return sum(set(wanted.split()) <= set(element.get("class", "").split()) for element in by_id[name].iter())


def texts(name):
    return [words(element) for element in by_id[name].iter(SVG + "text")]


def section(name):
    return words(parents[by_id[name]])


def faults():
    if not page.startswith("<!DOCTYPE html>\n"):
        yield "it does not begin with its type"
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    for name in {name for name in ids if ids.count(name) > 1}:
        yield "the id %s is there %d times" % (name, ids.count(name))
    for element in root.iter():
        tag = element.tag.split("}")[1]
        if tag in ("script", "iframe", "object", "embed", "img", "form", "base"):
            yield "there is a <%s>" % tag
        for name, value in element.attrib.items():
            name = name.split("}")[-1]
            if name.startswith("on"):
                yield "%s has %s" % (tag, name)
            if name in AWAY and not value.startswith("#") and value != "data:,":
                yield "%s leads to %s" % (tag, value)
            if name in AWAY and value.startswith("#") and value[1:] not in by_id:
                yield "%s leads to %s, which is not there" % (tag, value)
            if name == "aria-labelledby":
                for label in value.split():
                    if label not in by_id or not words(by_id[label]):
                        yield "%s is labelled by %s, which is not there" % (tag, label)
    style = "".join(element.text for element in root.iter(HTML + "style"))
    for bad in ("@import", "http:", "https:", "//"):
        if bad in style:
            yield "the style has %s" % bad
    for svg in root.iter(SVG + "svg"):
        if svg.get("aria-hidden") == "true":
            continue
        if svg.get("role") != "img" or svg.find(SVG + "title") is None or svg.find(SVG + "desc") is None:
            yield "the drawing %s is not told in words" % svg.get("id")
        if len(svg.get("aria-labelledby", "").split()) != 2:
            yield "the drawing %s has no label" % svg.get("id")


if len(sys.argv) > 2:
    print(eval(sys.argv[2]))
else:
    found = list(faults())
    for fault in found:
        print(fault)
    sys.exit(1 if found else 0)
