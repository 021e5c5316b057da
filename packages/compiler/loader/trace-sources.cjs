'use strict';
// Stacks with the author's lines, as `node --enable-source-maps` prints them. That flag would read the map of each bundle, though hardly any
// has an error.
const { readFileSync } = require('node:fs');
const { dirname, resolve } = require('node:path');

/** @param {readonly string[]} bundles absolute paths; each with its map beside it */
exports.traceSources = (bundles) => {
  const known = new Set(bundles);
  /** @type {Map<string, import('node:module').SourceMap>} */
  const maps = new Map();
  /** @param {string} bundle */
  const mapOf = (bundle) => {
    const { SourceMap } = require('node:module');
    const map = maps.get(bundle) ?? new SourceMap(JSON.parse(readFileSync(`${bundle}.map`, 'utf8')));
    maps.set(bundle, map);
    return map;
  };
  /** @param {string} frame */
  const inSource = (frame) =>
    frame.replace(/(file:\/\/)?(\/.+):(\d+):(\d+)/, (place, scheme, path, line, column) => {
      const bundle = scheme === undefined ? path : require('node:url').fileURLToPath(scheme + path);
      if (!known.has(bundle)) return place;
      const entry = mapOf(bundle).findEntry(line - 1, column - 1);
      if (!('originalSource' in entry)) return place;
      const { originalSource, originalLine, originalColumn } = entry;
      // In a map, sources are URLs.
      return `${resolve(dirname(bundle), decodeURIComponent(originalSource))}:${originalLine + 1}:${originalColumn + 1}`;
    });
  Error.prepareStackTrace = (error, sites) => {
    const frames = sites.map((site) => `\n    at ${inSource(String(site))}`);
    return `${Error.prototype.toString.call(error)}${frames.join('')}`;
  };
};
