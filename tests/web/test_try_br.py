from web.served import *
def test_p(served, mara):
    for form,place in (("/severity/override",("roaming","south")),("/approve",("roaming","east"))):
        i=served.incident(*place); html=mara.get(f"/incidents/{i}").text
        href,f=[(h,v) for h,v in forms_of(html).items() if h.endswith(form)][0]
        r=mara.post(href,data=f|({"severity":"P1","reason":"Told by the regulator","clause":"4.2"} if "sever" in form else {}))
        print(r.status_code,r.headers.get("location"))
        w=words_of(mara.get(f"/incidents/{i}").text); print(w[400:])
        print(served.ask("select summary from published.trail where incident_id=:i",i=i))
    assert 0
