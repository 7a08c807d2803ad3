"""“Gå hurtigt væk”: logs out and leaves for a page that anybody might have open (static/enplan/way_out.js).

The answer leads on by itself instead of being a redirect: browsers hold a redirect after a form against `form-action`,
which thereby stays our own pages alone, and a page that leads on at once leaves nothing of itself for the back button.
"""

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from enplan.web.from_here import ends_login


# The login may have run out while the page stood open.
@ends_login
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def way_out(request: HttpRequest) -> HttpResponse:
    """A POST leaves; a GET tells what leaving does and what it cannot do."""
    if request.method == "POST":
        logout(request)
        return render(request, "web/leaving.html", {"address": settings.WAY_OUT})
    return render(request, "web/way_out.html")
