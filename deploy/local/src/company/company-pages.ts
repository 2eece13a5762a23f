import type { Grant } from './company-client.js';
import type { FeedSummary } from './espi-feed.js';
import type { ReceivedNotification } from './start-company.js';

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replace(/[&<>"]/g, (character) => ESCAPES[character]!);

const page = (body: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Sunny Savings</title>
<style>body{font:1.05rem/1.5 system-ui;max-width:44rem;margin:2rem auto;padding:0 1rem}td,th{text-align:left;padding:.2rem 1rem .2rem 0}</style>
<h1>Sunny Savings</h1>${body}</html>`;

/** First page: connect, or what came of it. */
export function homePage(grant: Grant | undefined, notifications: readonly ReceivedNotification[]): string {
  const connected = grant
    ? '<p>You have connected your utility. <a href="/feed">Fetch your data</a></p>'
    : '<p>We find the tariff that suits you. For that we need your energy use.</p>';
  const told = notifications.flatMap(({ receivedAt, resources }) => resources.map((uri) => `<li>${receivedAt}: ${escaped(uri)}</li>`));
  const list = told.length > 0 ? `<ul>${told.join('')}</ul>` : '<p>Nothing yet.</p>';
  return page(`${connected}<p><a href="/connect">Connect my utility</a></p><h2>What the utility told us</h2>${list}`);
}

const UNITS: Record<string, string> = { 72: 'Wh', 169: 'therm', 119: 'ft³', 128: 'US gal' };
const FLOWS: Record<string, string> = { 1: 'delivered', 19: 'received from the roof', 4: 'net', 20: 'total' };

export function feedPage({ bytes, usagePoints, readings, sums }: FeedSummary): string {
  const rows = sums.map(({ uom, flowDirection, powerOfTenMultiplier, readings: count, sum }) => {
    const amount = (sum * 10 ** Number(powerOfTenMultiplier)).toLocaleString('en', { maximumFractionDigits: 1 });
    return `<tr><td>${FLOWS[flowDirection] ?? escaped(flowDirection)}</td><td>${count}</td><td>${amount} ${UNITS[uom] ?? escaped(`unit ${uom}`)}</td></tr>`;
  });
  return page(`<p>${usagePoints} usage points, ${readings} readings in ${bytes} bytes.</p>
<table><tr><th>Flow</th><th>Readings</th><th>Sum</th></tr>${rows.join('')}</table><p><a href="/">Back</a></p>`);
}

export const errorPage = (message: string): string => page(`<p role="alert">${escaped(message)}</p><p><a href="/">Back</a></p>`);
export const textPage = (text: string): string => page(`<p>${escaped(text)}</p>`);
