// Starts Matomo for a visitor who allowed analytics: without cookies, and with the kind of page instead of its address.
const { tracker, site, page } = document.currentScript.dataset;
window._paq = [
  ["disableCookies"],
  ["disableBrowserFeatureDetection"],
  ["setTrackerUrl", tracker],
  ["setSiteId", site],
  ["setCustomUrl", location.origin + page],
  ["setReferrerUrl", ""],
  ["setDocumentTitle", page],
  ["trackPageView"],
];
