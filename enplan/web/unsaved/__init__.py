"""What is typed in a form and not saved yet: kept on the server while one types, there when the form is opened again.

`keys` says which form of which page it is and whose; `keeping` is what stores it (an app above registers it); `here` is
the request at hand, and `form` what every form inherits. Nothing is kept in the browser: the telephone may be shared.
"""
