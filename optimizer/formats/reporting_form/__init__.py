"""The city's own reporting form (报送表): a blank Excel form, filled with the figures of plans."""

from optimizer.formats.reporting_form.changes import Change, changes
from optimizer.formats.reporting_form.checking import Remark, RemarkKind, agrees, remarks
from optimizer.formats.reporting_form.filling import Entry, FilledForm, fill
from optimizer.formats.reporting_form.mapping import (
    FormField,
    FormMapping,
    FormTable,
    PercentStyle,
)
from optimizer.formats.reporting_form.package import Form, open_form
from optimizer.formats.reporting_form.recognising import recognised
from optimizer.formats.reporting_form.sheet import address_of
from optimizer.formats.reporting_form.values import Gap, ReportedPlan, reported
from optimizer.formats.reporting_form.words import FIGURES

__all__ = [
    "FIGURES",
    "Change",
    "Entry",
    "FilledForm",
    "Form",
    "FormField",
    "FormMapping",
    "FormTable",
    "Gap",
    "PercentStyle",
    "Remark",
    "RemarkKind",
    "ReportedPlan",
    "address_of",
    "agrees",
    "changes",
    "fill",
    "open_form",
    "recognised",
    "remarks",
    "reported",
]
