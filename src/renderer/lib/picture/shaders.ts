import { evenChroma, fullTemperature } from '../../../shared/colour/adjust.ts'
import { gamutSlack } from '../../../shared/colour/gamut.ts'
import {
  darkF,
  darkOffset,
  darkSlope,
  darkXyz,
  rgbFromXyz,
  type Triple,
  white,
  xyzFromRgb,
} from '../../../shared/colour/lab.ts'
import { sliderNames } from '../../../shared/colour/sliders.ts'

/** Places one piece of a photo (the preview or a tile) on the canvas. */
export const vertexShader = `#version 300 es
in vec2 corner;
uniform vec4 piece;  // x, y, width, height as fractions of the photo
uniform vec4 place;  // the photo on the canvas, in clip space: left, top, width, height (downwards)
out vec2 texel;
out vec2 spot;
void main() {
  texel = corner;
  spot = piece.xy + corner * piece.zw;
  gl_Position = vec4(place.x + spot.x * place.z, place.y - spot.y * place.w, 0, 1);
}`

/** The photo's own L* with a*b* of the small map: \`shared/colour\` again, with its constants. */
export const fragmentShader = `#version 300 es
precision highp float;
uniform sampler2D picture;
uniform sampler2D colours;
uniform sampler2D preview;
uniform bool coloured;
uniform bool tile;
${sliderNames.map((name) => `uniform float ${name};`).join('\n')}
in vec2 texel;
in vec2 spot;
out vec4 shown;

vec3 toLinear(vec3 c) {
  return mix(c / 12.92, pow((c + 0.055) / 1.055, vec3(2.4)), greaterThan(c, vec3(0.04045)));
}
vec3 toSrgb(vec3 c) {
  vec3 bright = 1.055 * pow(max(c, 0.0), vec3(1.0 / 2.4)) - 0.055;
  return mix(c * 12.92, bright, greaterThan(c, vec3(0.0031308)));
}
float labFInverse(float f) {
  return f > ${glsl(darkF)} ? f * f * f : (f - ${glsl(darkOffset)}) / ${glsl(darkSlope)};
}
float labF(float t) {
  return t > ${glsl(darkXyz)} ? pow(t, 1.0 / 3.0) : ${glsl(darkSlope)} * t + ${glsl(darkOffset)};
}
float lightness(float y) {
  return 116.0 * labF(y) - 16.0;
}
vec2 chroma(vec3 c) {
  vec3 t = c * ${glslRows(xyzFromRgb)} / ${glslVector(white)};
  return vec2(500.0 * (labF(t.x) - labF(t.y)), 200.0 * (labF(t.y) - labF(t.z)));
}
vec3 labToLinear(float l, vec2 ab) {
  float f = (l + 16.0) / 116.0;
  vec3 xyz = ${glslVector(white)} * vec3(
    labFInverse(f + ab.x / 500.0), labFInverse(f), labFInverse(f - ab.y / 200.0));
  return xyz * ${glslRows(rgbFromXyz)};
}
bool inGamut(vec3 c) {
  return all(greaterThanEqual(c, vec3(-${glsl(gamutSlack.dark)})))
    && all(lessThanEqual(c, vec3(1.0 + ${glsl(gamutSlack.bright)})));
}
vec2 adjusted(vec2 ab) {
  float gain = 1.0 + (saturation - 1.0) * ${glsl(evenChroma)} / (${glsl(evenChroma)} + length(ab));
  return strength * (gain * ab + vec2(0.0, temperature * ${glsl(fullTemperature)}));
}
vec3 fitted(float l, vec2 ab) {
  vec3 c = labToLinear(l, ab);
  if (inGamut(c)) return c;
  float inside = 0.0;
  float outside = 1.0;
  // Fourteen halvings leave less than a 16000th of the chroma: below one code of 8 bits for a chroma of 200, too.
  for (int step = 0; step < 14; step++) {
    float middle = (inside + outside) / 2.0;
    if (inGamut(labToLinear(l, ab * middle))) inside = middle; else outside = middle;
  }
  return labToLinear(l, ab * inside);
}
void main() {
  vec3 own = texture(picture, texel).rgb;
  if (!coloured && !tile) { shown = vec4(own, 1); return; }
  float y = clamp(dot(toLinear(own), ${glslVector(xyzFromRgb[1])}), 0.0, 1.0);
  // Tiles hold lightness alone: the tone of an old print comes from the preview.
  vec2 ab = coloured ? adjusted(texture(colours, spot).rg) : chroma(toLinear(texture(preview, spot).rgb));
  shown = vec4(toSrgb(fitted(lightness(y), ab)), 1);
}`

function glsl(value: number): string {
  return value.toExponential(9)
}

function glslVector(values: Triple): string {
  return `vec3(${values.map(glsl).join(', ')})`
}

/** GLSL fills matrices by columns, so rows come out transposed: multiply as \`vector * matrix\`. */
function glslRows(rows: readonly Triple[]): string {
  return `mat3(${rows.flat().map(glsl).join(', ')})`
}
