import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawlers.normalise.description import TAGS, clean_description


@pytest.mark.parametrize(
    ("raw", "html", "text"),
    [
        # HTML as it should be
        (
            "<p>Vous pétrissez.</p><p>Vous cuisez.</p>",
            "<p>Vous pétrissez.</p><p>Vous cuisez.</p>",
            "Vous pétrissez.\nVous cuisez.",
        ),
        ("<ul><li>pétrir</li><li>cuire</li></ul>", "<ul><li>pétrir</li><li>cuire</li></ul>", "- pétrir\n- cuire"),
        ("<ol><li>pétrir</li><li>cuire</li></ol>", "<ol><li>pétrir</li><li>cuire</li></ol>", "1. pétrir\n2. cuire"),
        ("<p>un<br/>deux</p>", "<p>un<br>deux</p>", "un\ndeux"),
        # other people's tags, attributes and scripts
        (
            "<h1>Le poste</h1><div class='x'>Four à bois</div>",
            "<h3>Le poste</h3><p>Four à bois</p>",
            "Le poste\nFour à bois",
        ),
        ("<b>Profil</b> <i>motivé</i>", "<strong>Profil</strong> <em>motivé</em>", "Profil motivé"),
        ('<p style="color:red" onclick="x()">Pain</p>', "<p>Pain</p>", "Pain"),
        ("<p>Pain</p><script>alert(1)</script><style>p{}</style>", "<p>Pain</p>", "Pain"),
        ('<p><a href="javascript:x()">Postuler</a></p>', "<p>Postuler</p>", "Postuler"),
        ('<p>Pain<img src="x" onerror="x()"></p><!-- note -->', "<p>Pain</p>", "Pain"),
        ("<table><tr><td>Salaire</td><td>au SMIC</td></tr></table>", "<p> Salaire  au SMIC </p>", "Salaire au SMIC"),
        ("<div><div><p>Pain</p></div></div>", "<p>Pain</p>", "Pain"),
        ("<p>&nbsp;</p><p>Pain&nbsp;chaud<br><br></p><p></p>", "<p>Pain chaud</p>", "Pain chaud"),
        (
            "<strong>Missions</strong>\npétrir\ncuire",
            "<strong>Missions</strong><br>pétrir<br>cuire",
            "Missions\npétrir\ncuire",
        ),
        # encoded once, twice, three times
        ("&lt;p&gt;Pain &amp; four&lt;/p&gt;", "<p>Pain &amp; four</p>", "Pain & four"),
        ("&amp;lt;p&amp;gt;L&amp;amp;#39;atelier&amp;lt;/p&amp;gt;", "<p>L'atelier</p>", "L'atelier"),
        ("<p>l&amp;#39;atelier d&amp;eacute;j&amp;agrave;</p>", "<p>l'atelier déjà</p>", "l'atelier déjà"),
        ("&lt;p class=&quot;x&quot;&gt;Pain&lt;/p&gt;", "<p>Pain</p>", "Pain"),
        ("&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;Pain&lt;/p&gt;", "<p>Pain</p>", "Pain"),
        ("ma&icirc;trise du p&eacute;trin", "<p>maîtrise du pétrin</p>", "maîtrise du pétrin"),
        # dirt
        ("<![CDATA[<p>Pain</p>]]>", "<p>Pain</p>", "Pain"),
        (r"Pétrir\nCuire\r\nVendre", "<p>Pétrir</p>\n<p>Cuire</p>\n<p>Vendre</p>", "Pétrir\nCuire\nVendre"),
        ("Pé\x00trir\u200b\x07", "<p>Pétrir</p>", "Pétrir"),
        ("Pain\u00a0chaud\tet\u202ffrais", "<p>Pain chaud et frais</p>", "Pain chaud et frais"),
        ("Pétrir\u2028Cuire\rVendre", "<p>Pétrir</p>\n<p>Cuire</p>\n<p>Vendre</p>", "Pétrir\nCuire\nVendre"),
        # plain text
        ("Pétrir.\n\nCuire.", "<p>Pétrir.</p>\n<p>Cuire.</p>", "Pétrir.\nCuire."),
        (
            "Moins de 50 salariés & < 3 % de perte",
            "<p>Moins de 50 salariés &amp; &lt; 3 % de perte</p>",
            "Moins de 50 salariés & < 3 % de perte",
        ),
        (
            "Missions :\n- pétrir\n- cuire\nMerci",
            "<p>Missions :</p>\n<ul><li>pétrir</li><li>cuire</li></ul>\n<p>Merci</p>",
            "Missions :\n- pétrir\n- cuire\nMerci",
        ),
        ("• pétrir\n\n• cuire", "<ul><li>pétrir</li><li>cuire</li></ul>", "- pétrir\n- cuire"),
        (
            "Missions :***pétrir***cuire",
            "<p>Missions :</p>\n<ul><li>pétrir</li><li>cuire</li></ul>",
            "Missions :\n- pétrir\n- cuire",
        ),
        ("*** Profil ***\nCAP exigé", "<h4>Profil</h4>\n<p>CAP exigé</p>", "Profil\nCAP exigé"),
        (
            "## Profil\n* CAP\n* permis **B** exigé",
            "<h4>Profil</h4>\n<ul><li>CAP</li><li>permis <strong>B</strong> exigé</li></ul>",
            "Profil\n- CAP\n- permis B exigé",
        ),
        ("Hôtel 2*8 ***", "<p>Hôtel 2*8 ***</p>", "Hôtel 2*8 ***"),
        # nothing
        (None, "", ""),
        ("", "", ""),
        ("<p> </p><br>", "", ""),
    ],
)
def test_clean_description(raw: str | None, html: str, text: str) -> None:
    cleaned = clean_description(raw)
    assert (cleaned.html, cleaned.text) == (html, text)


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("CV à recrutement@exemple.fr", "CV à [e-mail retiré]"),
        ("CV à j.d-upont+rh@mail.exemple.co.uk. Merci", "CV à [e-mail retiré]. Merci"),
        ("CV à rh @ exemple . fr svp", "CV à [e-mail retiré] svp"),
        ("CV à rh[at]exemple.fr", "CV à [e-mail retiré]"),
        ('<p>CV à <a href="mailto:rh@exemple.fr">rh@exemple.fr</a></p>', "CV à [e-mail retiré]"),
        ("Tél. 05 65 00 11 22", "Tél. [téléphone retiré]"),
        ("Tél. 05.65.00.11.22 ou 0565001122", "Tél. [téléphone retiré] ou [téléphone retiré]"),
        ("Tél. 05-65-00-11-22", "Tél. [téléphone retiré]"),
        ("<p>Tél.&nbsp;05&nbsp;65&nbsp;00&nbsp;11&nbsp;22</p>", "Tél. [téléphone retiré]"),
        ("Tél. +33 5 65 00 11 22", "Tél. [téléphone retiré]"),
        ("Tél. +33 (0)5 65 00 11 22", "Tél. [téléphone retiré]"),
        ("Tél. 0033 565001122", "Tél. [téléphone retiré]"),
        ("Tél. +41 22 700 00 00", "Tél. [téléphone retiré]"),
        ("Contact : Mme Jeanne DURAND-PETIT, directrice", "Contact : Mme [nom retiré], directrice"),
        ("à l'attention de Monsieur P. de Martin.", "à l'attention de Monsieur [nom retiré]."),
        ("Contact : M. Durand", "Contact : M. [nom retiré]"),
    ],
)
def test_contact_data_of_persons_is_taken_out(raw: str, text: str) -> None:
    cleaned = clean_description(raw)
    assert cleaned.text == text
    assert re.sub(r"</?p>", "", cleaned.html) == text


@pytest.mark.parametrize(
    "text",
    [
        "Candidature à adresser à Madame la Présidente",
        "À l'attention de Monsieur le Maire",
        "SIRET 123 456 789 00012, 46 000 euros",
        "35 h, de 8h00 à 12h00 et de 14h00 à 17h00",
        "Référence 2026-0012345",
        "Retrouvez-nous @ la boulangerie",
        "Du 01/07/2026 au 31/08/2026",
    ],
)
def test_what_is_no_contact_data_stays(text: str) -> None:
    assert clean_description(text).text == text


MARKUP = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<ul>", "<li>", "</ul>", "<b>", "&lt;", "&amp;lt;", "script", "<script>", ">", "<", "\\n"]
    )
    | st.text(max_size=6)
).map("".join)


@settings(max_examples=200, deadline=None)
@given(MARKUP)
def test_whatever_comes_in_only_the_closed_list_of_tags_comes_out(raw: str) -> None:
    cleaned = clean_description(raw)
    assert set(re.findall(r"<\s*/?([^\s>]*)>?", cleaned.html)) <= TAGS
    assert all(line == " ".join(line.split()) != "" for line in cleaned.text.split("\n")) or cleaned.text == ""
