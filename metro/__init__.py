"""The platform: the kernel every part stands on, and the roof that joins the parts."""
