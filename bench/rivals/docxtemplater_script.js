// What a user of docxtemplater writes: values from YAML into a template, a report for each pair of files.
// Call: docxtemplater_script.js TEMPLATE VALUES OUTPUT [VALUES OUTPUT]…
const fs = require("fs");
const PizZip = require("pizzip");
const Docxtemplater = require("docxtemplater");
const yaml = require("js-yaml");

const [template, ...pairs] = process.argv.slice(2);
for (let at = 0; at < pairs.length; at += 2) {
  const document = new Docxtemplater(new PizZip(fs.readFileSync(template)));
  document.render(yaml.load(fs.readFileSync(pairs[at], "utf8")));
  fs.writeFileSync(pairs[at + 1], document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" }));
}
