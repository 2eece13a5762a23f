// Takes the one step that is left; without this script there is a button.
document.querySelector('form[data-submit-now]')?.submit();
