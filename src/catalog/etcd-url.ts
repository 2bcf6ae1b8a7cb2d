const webUrl =
  /^https?:\/\/(?:[^/?#@\s]*@)?(?:\[[\da-f:.]+(?:%25[\w.~-]+)?\]|[^\s:/?#[\]@"<>\\^`{|}%]*):\d*(?:[?#].*)?$/i;
const socketUrl = /^unixs?:/i;

/** Whether etcd takes this as one of its URLs (types.NewURLs): http(s) with host and port and no path, or a socket. */
export function isEtcdUrl(text: string): boolean {
  const url = text.trim();
  return webUrl.test(url) || socketUrl.test(url);
}
