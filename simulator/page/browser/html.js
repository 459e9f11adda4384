import htm from 'htm';
import { h } from 'preact';

/** Markup in a template: what JSX would be, without a build. */
export const html = htm.bind(h);
