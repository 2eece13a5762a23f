// Reloads a page that follows something under way; not while somebody is filling in a form on it.
const followed = document.querySelector('[data-follow-seconds]');
if (followed) {
  const wait = Number(followed.dataset.followSeconds) * 1000;
  const busy = () => document.activeElement?.closest('main form') || document.getSelection()?.type === 'Range';
  const look = () => (busy() ? setTimeout(look, wait) : location.reload());
  setTimeout(look, wait);
}
