// A slider beside the number field "as of log size": the field alone does the same without a script.
const field = document.querySelector('form.as-of input[type="number"]');
if (field !== null && Number(field.max) > 1) {
  const slider = document.createElement('input');
  slider.type = 'range';
  slider.min = field.min;
  slider.max = field.max;
  slider.value = field.value;
  slider.setAttribute('aria-label', field.labels[0].textContent);
  slider.addEventListener('input', () => { field.value = slider.value; });
  slider.addEventListener('change', () => { field.form.requestSubmit(); });
  field.addEventListener('input', () => { slider.value = field.value; });
  field.after(slider);
}
