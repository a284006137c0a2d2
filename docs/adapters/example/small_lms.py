#!/usr/bin/env python3
"""A small LMS with a JSON API, for the worked example of docs/adapters.md: small_lms.py [PORT] [--forgiving | --careless]

People have the rights member or admin on the site and student or teacher in a course. It keeps everything in memory and
begins with the administrator "root", whose password is "root". Two mistakes that the scenarios have to find: --forgiving
lets everybody do everything, --careless says no and does it all the same. Prints its address when it listens.
"""

import json
import re
import secrets
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Refusal(Exception):
    def __init__(self, status, code, message):
        super().__init__(message)
        self.status, self.code = status, code


class LMS:
    def __init__(self, is_forgiving, is_careless):
        self.is_forgiving, self.is_careless = is_forgiving, is_careless
        self.lock = threading.Lock()
        self.number = 0
        self.tokens = {}
        self.users = {}
        self.courses = {}
        root = {"user": "root", "password": "root", "first": "Root", "last": "", "email": "", "staff_no": "", "note": "", "right": "admin"}
        self.users[self.next()] = root

    def next(self):
        self.number += 1
        return self.number

    # What each request needs: everybody, somebody signed in, or a right.

    def require(self, who, allowed, message):
        if who is None:
            raise Refusal(401, "unauthenticated", "sign in first")
        if not allowed and not self.is_forgiving:
            raise Refusal(403, "forbidden", message)

    def is_admin(self, who):
        return who is not None and self.users[who]["right"] == "admin"

    def teaches(self, who, course):
        return course["members"].get(who) == "teacher"

    def shown_user(self, number, who):
        user = {key: value for key, value in self.users[number].items() if key != "password"}
        if not self.is_admin(who) and who != number:
            user.pop("staff_no")
        return {"id": number, **user}

    def shown_course(self, number):
        return {"id": number, **{key: value for key, value in self.courses[number].items() if key != "members"}}

    def user(self, number):
        if number not in self.users:
            raise Refusal(404, "no_such_user", "nobody has this number")
        return self.users[number]

    def course(self, number):
        if number not in self.courses:
            raise Refusal(404, "no_such_course", "there is no such course")
        return self.courses[number]

    # ------------------------------------------------------------ requests

    def answer(self, name, who, *arguments):
        """One request at a time."""
        with self.lock:
            try:
                return getattr(self, name)(who, *arguments)
            except Refusal as refusal:
                if self.is_careless and refusal.code == "forbidden":
                    self.is_forgiving = True
                    try:
                        getattr(self, name)(who, *arguments)
                    finally:
                        self.is_forgiving = False
                raise

    def login(self, who, body):
        for number, user in self.users.items():
            if user["user"] == body.get("user") and user["password"] == body.get("password"):
                token = secrets.token_hex(16)
                self.tokens[token] = number
                return {"token": token}
        raise Refusal(401, "bad_login", "user or password is wrong")

    def me(self, who, body):
        self.require(who, True, "")
        return self.shown_user(who, who)

    def list_users(self, who, query):
        self.require(who, True, "")
        return [self.shown_user(n, who) for n, u in self.users.items() if query.get("user") in (None, u["user"])]

    def add_user(self, who, body):
        self.require(who, self.is_admin(who), "only administrators make users")
        if not body.get("user") or not body.get("password"):
            raise Refusal(422, "incomplete", "user and password are needed")
        for user in self.users.values():
            if user["user"] == body["user"] or body.get("staff_no") and user["staff_no"] == body["staff_no"]:
                raise Refusal(409, "taken", "somebody has this name or number already")
        fields = {"first": "", "last": "", "email": "", "staff_no": "", "note": "", "right": "member"}
        number = self.next()
        self.users[number] = {**fields, **{key: body[key] for key in [*fields, "user", "password"] if key in body}}
        return self.shown_user(number, who)

    def change_user(self, who, body, number):
        self.user(number)
        own = who == number and set(body) <= {"first", "last", "email"}
        self.require(who, self.is_admin(who) or own, "this is not yours to change")
        self.users[number].update({key: body[key] for key in body if key in self.users[number]})
        return self.shown_user(number, who)

    def remove_user(self, who, body, number):
        self.require(who, self.is_admin(who), "only administrators remove users")
        self.user(number)
        del self.users[number]
        self.tokens = {token: owner for token, owner in self.tokens.items() if owner != number}
        for course in self.courses.values():
            course["members"].pop(number, None)
        return {}

    def list_courses(self, who, query):
        self.require(who, True, "")
        return [self.shown_course(n) for n, c in self.courses.items() if query.get("code") in (None, c["code"])]

    def add_course(self, who, body):
        self.require(who, self.is_admin(who), "only administrators make courses")
        if not re.fullmatch("[A-Za-z0-9-]+", body.get("code") or ""):
            raise Refusal(422, "bad_code", "a code has letters, digits and hyphens")
        if any(course["code"] == body.get("code") for course in self.courses.values()):
            raise Refusal(409, "taken", "a course has this code already")
        number = self.next()
        self.courses[number] = {"code": body["code"], **{key: body.get(key, "") for key in ("title", "about", "note")}, "members": {}}
        return self.shown_course(number)

    def change_course(self, who, body, number):
        course = self.course(number)
        self.require(who, self.is_admin(who) or self.teaches(who, course), "only its teachers change a course")
        course.update({key: body[key] for key in body if key in ("title", "about")})
        return self.shown_course(number)

    def remove_course(self, who, body, number):
        self.require(who, self.is_admin(who), "only administrators remove courses")
        self.course(number)
        del self.courses[number]
        return {}

    def read_course(self, who, body, number):
        course = self.course(number)
        self.require(who, self.is_admin(who) or who in course["members"], "this course is not yours")
        return self.shown_course(number)

    def members(self, who, body, number):
        course = self.course(number)
        self.require(who, self.is_admin(who) or self.teaches(who, course), "only its teachers see who takes part")
        return [{"id": member, "as": role} for member, role in course["members"].items()]

    def add_member(self, who, body, number):
        course = self.course(number)
        self.require(who, self.is_admin(who) or self.teaches(who, course), "only its teachers let people in")
        self.user(body.get("id"))
        course["members"][body["id"]] = body.get("as", "student")
        return {}

    def remove_member(self, who, body, number, member):
        course = self.course(number)
        self.require(who, self.is_admin(who) or self.teaches(who, course), "only its teachers put people out")
        course["members"].pop(member, None)
        return {}

    def version(self, who, query):
        return {"name": "Small LMS", "version": "1.0"}


ROUTES = [("POST", "/api/login", "login"), ("GET", "/api/version", "version"), ("GET", "/api/me", "me"),
          ("GET", "/api/users", "list_users"), ("POST", "/api/users", "add_user"), ("PATCH", r"/api/users/(\d+)", "change_user"),
          ("DELETE", r"/api/users/(\d+)", "remove_user"), ("GET", "/api/courses", "list_courses"), ("POST", "/api/courses", "add_course"),
          ("GET", r"/api/courses/(\d+)", "read_course"), ("PATCH", r"/api/courses/(\d+)", "change_course"),
          ("DELETE", r"/api/courses/(\d+)", "remove_course"), ("GET", r"/api/courses/(\d+)/members", "members"),
          ("POST", r"/api/courses/(\d+)/members", "add_member"), ("DELETE", r"/api/courses/(\d+)/members/(\d+)", "remove_member")]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    lms = None

    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        text = self.rfile.read(length)
        path, _, query = self.path.partition("?")
        try:
            status, value = 200, self.value(path, query, text)
        except Refusal as refusal:
            status, value = refusal.status, {"error": refusal.code, "message": str(refusal)}
        except (ValueError, KeyError, TypeError) as trouble:
            status, value = 422, {"error": "unreadable", "message": repr(trouble)}
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def value(self, path, query, text):
        token = (self.headers.get("Authorization") or "").removeprefix("Bearer ")
        who = self.lms.tokens.get(token)
        if token and who is None:
            raise Refusal(401, "unauthenticated", "this token is not known")
        for method, pattern, name in ROUTES:
            found = re.fullmatch(pattern, path)
            if found and method == self.command:
                numbers = [int(number) for number in found.groups()]
                if method == "GET" and not numbers:
                    from urllib.parse import parse_qsl
                    return self.lms.answer(name, who, dict(parse_qsl(query)))
                return self.lms.answer(name, who, json.loads(text) if text else {}, *numbers)
        raise Refusal(404, "no_such_page", "there is no such page")

    do_GET = do_POST = do_PATCH = do_DELETE = answer

    def log_message(self, *arguments):
        pass


def main():
    words = [word for word in sys.argv[1:] if not word.startswith("--")]
    Handler.lms = LMS("--forgiving" in sys.argv, "--careless" in sys.argv)
    server = ThreadingHTTPServer(("127.0.0.1", int(words[0]) if words else 8099), Handler)
    print("http://127.0.0.1:%d" % server.server_address[1], flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
