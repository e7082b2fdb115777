// Leads on from a page that has moved: to where the passage asked for went, or to the same name on the new page.
{
  const own = document.querySelector(`.notices [id="${CSS.escape(decodeURIComponent(location.hash.slice(1)))}"] a`);
  const link = own ?? document.querySelector(".notices li:not([id]) a"), goal = new URL(link.href);
  if (!own) goal.hash = location.hash;
  location.replace(goal);
}
