"""In a browser: each quotation of the edition leads to its passage, and that back to it."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect


@pytest.mark.parametrize("scripts", [True, False])
def test_each_quotation_of_the_edition_leads_to_its_passage_and_back(scripts, browser, site):
    with browser.new_page(java_script_enabled=scripts) as page:
        page.goto(next(site.glob("essays/*.html")).as_uri())
        idents = [target.get_attribute("id") for target in page.locator(".quotation .target").all()]
        assert len(idents) >= 6
        for ident in idents:
            page.locator(
                f".quotation:has([id='{ident}']) figcaption a:has(.ed-passage)"
            ).first.click()
            expect(page.locator(".locus:target")).to_be_in_viewport()
            page.locator(f".passage:has(:target) .quoted-by a[href$='#{ident}']").click()
            expect(page.locator(f".quotation [id='{ident}']:target")).to_be_in_viewport()
