"""The published msal for Python against the sandbox."""

import msal

ANA = "ana.ferreira@tarnholm.example"


def test_signs_in_by_code_pkce_and_form_post(sandbox):
    result = sandbox.sign_in(sandbox.application(), ANA)
    claims = result["id_token_claims"]
    assert claims["preferred_username"] == ANA
    assert claims["roles"] == ["Recovery.Review"]
    assert claims["tid"] == sandbox.ready["tenant_id"]
    assert claims["iss"] == f"{sandbox.ready['authority']}/v2.0"


def test_answers_silently_and_refreshes_with_rotation(sandbox):
    application = sandbox.application()
    first = sandbox.sign_in(application, ANA)
    (account,) = application.get_accounts()
    silent = application.acquire_token_silent(sandbox.graph_scopes, account)
    assert silent["access_token"] == first["access_token"]
    fresh = application.acquire_token_silent(sandbox.graph_scopes, account, force_refresh=True)
    assert fresh["access_token"] != first["access_token"]
    (kept,) = application.token_cache.find(msal.TokenCache.CredentialType.REFRESH_TOKEN)
    assert kept["secret"] != first["refresh_token"]


def test_a_claims_challenge_passes_the_cache_by(sandbox):
    application = sandbox.application()
    first = sandbox.sign_in(application, ANA)
    (account,) = application.get_accounts()
    challenge = '{"access_token":{"nbf":{"essential":true,"value":"1"}}}'
    again = application.acquire_token_silent(
        sandbox.graph_scopes, account, claims_challenge=challenge
    )
    assert again["access_token"] != first["access_token"]


def test_a_refusal_keeps_the_refresh_token_and_names_its_kind(sandbox):
    application = sandbox.application()
    sandbox.sign_in(application, ANA)
    (account,) = application.get_accounts()
    refusal = {"fault": "token_refused", "error": "invalid_grant", "suberror": "basic_action", "code": 50079}
    sandbox.control("PUT", "faults", [refusal])
    result = application.acquire_token_silent_with_error(
        sandbox.graph_scopes, account, force_refresh=True
    )
    assert result["error"] == "invalid_grant"
    assert result["classification"] == "basic_action"
    assert result["error_codes"] == [50079]
    assert result["error_description"].startswith("AADSTS50079: ")
    cache = application.token_cache
    assert len(list(cache.find(msal.TokenCache.CredentialType.REFRESH_TOKEN))) == 1


def test_a_device_signs_in_by_code(sandbox):
    application = sandbox.application()
    flow = application.initiate_device_flow(sandbox.graph_scopes)
    page = sandbox.http.post(
        flow["verification_uri"], data={"user_code": flow["user_code"], "account": ANA}
    )
    assert page.status_code == 200
    result = application.acquire_token_by_device_flow(flow)
    assert result["id_token_claims"]["preferred_username"] == ANA


def test_the_service_gets_its_own_token(sandbox):
    application = msal.ConfidentialClientApplication(
        sandbox.ready["service_client_id"],
        client_credential=sandbox.ready["service_client_secret"],
        authority=sandbox.ready["authority"],
        instance_discovery=False,
        http_client=sandbox.http,
    )
    result = application.acquire_token_for_client([f"{sandbox.ready['graph']}/.default"])
    reply = sandbox.http.get(
        f"{sandbox.ready['graph']}/v1.0/users?$top=5",
        headers={"Authorization": f"Bearer {result['access_token']}"},
    )
    assert len(reply.json()["value"]) == 5


def test_pages_through_delta_and_then_only_changes(sandbox):
    token = sandbox.sign_in(sandbox.application(), ANA)["access_token"]

    def round(link):
        people, pages = [], 0
        while True:
            reply = sandbox.http.get(link, headers={"Authorization": f"Bearer {token}"})
            body = reply.json()
            people, pages = people + body["value"], pages + 1
            if "@odata.deltaLink" in body:
                return people, pages, body["@odata.deltaLink"]
            link = body["@odata.nextLink"]

    people, pages, link = round(f"{sandbox.ready['graph']}/v1.0/users/delta?$select=department")
    assert (len(people), pages) == (450, 3)
    assert round(link)[:2] == ([], 1)
    sandbox.control("PATCH", f"users/{people[0]['id']}", {"department": "Metrology"})
    changed, pages, _ = round(link)
    assert (changed, pages) == ([{"id": people[0]["id"], "department": "Metrology"}], 1)
