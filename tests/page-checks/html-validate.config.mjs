// Every rule that is off or set otherwise says why.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:standard", "html-validate:a11y"],
  rules: {
    // A page that no answer brought, such as a package's, is written out by the browser, with capitals there.
    "doctype-style": "off",
    // The framework writes checked="checked" and <input />, in its hidden fields too; to a browser all spellings are one.
    "attribute-boolean-style": "off",
    "void-style": "off",
    // The spaces and empty lines that a template leaves.
    "no-trailing-whitespace": "off",
    // A button without a type sends its form, and every button here is there to do that.
    "no-implicit-button-type": "off",
    // Tables are laid out as blocks on phones, and some browsers then forget that they are tables, unless every part says its role.
    "no-redundant-role": "off",
    // A title begins with what has just been done: that is what people who listen to a page hear first. Without that it is short.
    "long-title": ["error", { maxlength: 220 }],
  },
};
